package writeback.journeys.start;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An organisation whose agent has a stand-by of the same capabilities, both behind another address than the bot's own, and
 * whose bot waits little for what is dead.
 *
 * @param agents the organisation's own first
 */
public record RelayPair(Organisation organisation, List<Part> agents, List<Path> dataFolders) {

    /**
     * Says again what the sync server said first, script by script: nothing happens to it here, and each of its processes
     * takes more of a machine than the look it is for.
     */
    private static final String ONCE =
            """
            for word; do case $word in *.ps1) said=$0.said.${word##*/};; esac; done
            [ -f "$said" ] || { "$0" "$@" > "$said.$$" && mv "$said.$$" "$said"; } && cat "$said"
            """;

    private static final String STAND_BY = "agent-2";
    private static final String STAND_BY_YAML = "relay-2.yaml";

    /**
     * @param botAddress the bot's, as the agents see it
     * @param planLifetime how long after asking a plan may be approved and started
     */
    public static RelayPair start(Options options, String botAddress, Duration planLifetime)
            throws InterruptedException {
        Organisation organisation = Organisation.start(options, folder -> configure(folder, botAddress, planLifetime));
        RunFolder folder = organisation.folder();
        List<String> command = new ArrayList<>(new Commands(options).agent());
        command.set(command.size() - 1, folder.root().resolve(STAND_BY_YAML).toString());
        Part standBy = new Part(STAND_BY, command, folder, Readiness.line("relay ready"), died -> {});
        try {
            standBy.start();
        } catch (StartFailed e) {
            organisation.close();
            throw e;
        }
        return new RelayPair(
                organisation,
                List.of(organisation.agent(), standBy),
                List.of(folder.workingFolder("agent-data"), folder.workingFolder("agent-2-data")));
    }

    /** Its process, to be frozen. */
    public long pid(Part part) throws IOException {
        return Long.parseLong(Files.readString(organisation.folder().pids().resolve(part.name()))
                .strip());
    }

    /** Ends the stand-by; the other agent ends with its organisation. */
    public void stop() throws InterruptedException {
        agents.get(1).stop();
    }

    private static void configure(RunFolder folder, String botAddress, Duration planLifetime) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyIDFromThumbprint(true)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            Path own = RunFolder.write(folder.key("agent-2.jwk"), key.toJSONString());
            Path shown = RunFolder.write(
                    folder.key("agent-2.public.jwk"), key.toPublicJWK().toJSONString());
            folder.write("bot.yaml", Yaml.of(bot(read(folder, "bot.yaml"), shown, planLifetime)));
            folder.write("relay.yaml", Yaml.of(moved(read(folder, "relay.yaml"), botAddress)));
            Path data = folder.workingFolder("agent-2-data");
            folder.write(STAND_BY_YAML, Yaml.of(standBy(read(folder, "relay.yaml"), own, data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java makes keys on P-256", e);
        }
    }

    private static Map<String, Object> bot(Map<String, Object> bot, Path standBysKey, Duration planLifetime) {
        Map<String, Object> writeback = in(bot, "writeback");
        Map<String, Object> premises = in(writeback, "premises");
        premises.put("lease", "3s");
        premises.put("poll-wait", "2s");
        premises.put("silent-after", "10s");
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
        writeback.put("change", Map.of("verify-every", "1s", "plan-lifetime", planLifetime.toString()));
        // what a killed bot had in hand is taken up after four missed ones
        bot.put("db-scheduler", Map.of("heartbeat-interval", "500ms", "polling-interval", "200ms"));
        return bot;
    }

    private static Map<String, Object> moved(Map<String, Object> relay, String botAddress) {
        in(relay, "bot").put("url", botAddress);
        Map<String, Object> connect = in(relay, "connect");
        connect.put("powershell", List.of("sh", "-c", ONCE, ((List<?>) connect.get("powershell")).get(0)));
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
