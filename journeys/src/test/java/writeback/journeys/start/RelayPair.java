package writeback.journeys.start;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An organisation's agent and a stand-by of the same capabilities, both behind another address than the bot's own, and a bot
 * that waits little for what is dead.
 *
 * @param agents the organisation's own first
 */
public record RelayPair(List<Part> agents, List<Path> dataFolders) {

    /** How long a command is in an agent's hands before the next is given it. */
    private static final String LEASE = "3s";

    private static final String STAND_BY = "agent-2";

    /** Starts bot and agent again with what is new, and the stand-by. */
    public static RelayPair start(Options options, Organisation organisation, String botAddress)
            throws IOException, InterruptedException, JOSEException {
        RunFolder folder = organisation.folder();
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyIDFromThumbprint(true)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        Path own = RunFolder.write(folder.key("agent-2.jwk"), key.toJSONString());
        Path shown = RunFolder.write(
                folder.key("agent-2.public.jwk"), key.toPublicJWK().toJSONString());
        organisation.agent().stop();
        organisation.bot().stop();
        folder.write("bot.yaml", Yaml.of(bot(read(folder, "bot.yaml"), shown)));
        folder.write("relay.yaml", Yaml.of(moved(read(folder, "relay.yaml"), botAddress)));
        Path data = folder.workingFolder("agent-2-data");
        folder.write("relay-2.yaml", Yaml.of(standBy(read(folder, "relay.yaml"), own, data)));
        organisation.bot().start();
        organisation.agent().start();
        List<String> command = new ArrayList<>(new Commands(options).agent());
        command.set(command.size() - 1, folder.root().resolve("relay-2.yaml").toString());
        Part standBy = new Part(STAND_BY, command, folder, Readiness.line("relay ready"), died -> {});
        standBy.start();
        return new RelayPair(List.of(organisation.agent(), standBy), List.of(folder.workingFolder("agent-data"), data));
    }

    /** Its process, to be frozen. */
    public static long pid(Organisation organisation, Part part) throws IOException {
        return Long.parseLong(Files.readString(organisation.folder().pids().resolve(part.name()))
                .strip());
    }

    /** Ends the stand-by; the other agent ends with its organisation. */
    public void stop() throws InterruptedException {
        agents.get(1).stop();
    }

    private static Map<String, Object> bot(Map<String, Object> bot, Path standBysKey) {
        Map<String, Object> writeback = in(bot, "writeback");
        Map<String, Object> premises = in(writeback, "premises");
        premises.put("lease", LEASE);
        List<Object> agents = new ArrayList<>((List<?>) premises.get("agents"));
        agents.add(Map.of(
                "id",
                STAND_BY,
                "name",
                "Stand-by",
                "public-key-file",
                standBysKey.toString(),
                "capabilities",
                AgentConfiguration.CAPABILITIES));
        premises.put("agents", agents);
        // what a killed bot had in hand is taken up after four missed ones
        bot.put("db-scheduler", Map.of("heartbeat-interval", "1s"));
        return bot;
    }

    private static Map<String, Object> moved(Map<String, Object> relay, String botAddress) {
        in(relay, "bot").put("url", botAddress);
        return relay;
    }

    private static Map<String, Object> standBy(Map<String, Object> relay, Path key, Path data) {
        Map<String, Object> agent = in(relay, "agent");
        agent.put("id", STAND_BY);
        agent.put("key-file", key.toString());
        agent.put("data-folder", data.toString());
        return relay;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(RunFolder folder, String name) throws IOException {
        String text = Files.readString(folder.root().resolve(name));
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> in(Map<String, Object> configuration, String name) {
        return (Map<String, Object>) configuration.get(name);
    }
}
