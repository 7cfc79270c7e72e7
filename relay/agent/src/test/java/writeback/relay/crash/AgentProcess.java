package writeback.relay.crash;

import static java.util.concurrent.TimeUnit.SECONDS;
import static writeback.relay.Practice.AGENT;
import static writeback.relay.Practice.BOT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import writeback.relay.Main;
import writeback.relay.directory.SmallDirectory;

/** The agent as a process of its own, to be killed. */
final class AgentProcess {

    private final Path folder;
    private Process process;

    /**
     * Writes {@code relay.yaml} for a directory and a bot.
     *
     * @param permission for the one change
     */
    AgentProcess(Path folder, SmallDirectory directory, Path password, StandInBot bot, String permission)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("command.jwk"), BOT.verifyingKey().toPublicJwk());
        SmallDirectory.secret(folder.resolve("agent.jwk"), AGENT.toPrivateJwk());
        Files.writeString(
                settings(),
                """
                bot: { url: "%s", command-key-file: command.jwk }
                agent:
                  id: agent-1
                  key-file: agent.jwk
                  tenant: tenant
                  premises: main
                  capabilities: [directory]
                  data-folder: data
                directory:
                  host: dc1.contoso.test
                  port: %d
                  address: 127.0.0.1
                  ca-file: %s
                  domain: contoso.test
                  sysvol: sysvol
                  accounts:
                    reading: { name: "CN=reader,DC=contoso,DC=test", password-file: %s }
                    changing: { name: "CN=reader,DC=contoso,DC=test", password-file: %s }
                operations: { set-pso-minimum-age: %s }
                """
                        .formatted(
                                bot.url(),
                                directory.port(),
                                directory.settings().reach().caFile(),
                                password,
                                password,
                                permission));
    }

    Path settings() {
        return folder.resolve("relay.yaml");
    }

    Path journal() {
        return folder.resolve("data/journal");
    }

    /** Starts it and waits until the bot took its first poll. */
    void start() throws IOException {
        start(List.of());
    }

    /** @param launcher what is to start Java, word by word; nothing: this process */
    void start(List<String> launcher) throws IOException {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(words("run", settings().toString()));
        process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<String> ready = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readNBytes(11), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        });
        String said = ready.orTimeout(60, SECONDS).join();
        if (!said.equals("relay ready")) {
            throw new IOException("the agent did not start: " + said);
        }
    }

    /** An operator's console, whose words go to that file. */
    Process carryOut(String change, Path said) throws IOException {
        ProcessBuilder console = new ProcessBuilder(
                        words("carry-out", change, settings().toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        console.environment().put("KRB5CCNAME", folder.resolve("no-ticket").toString());
        return console.start();
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill9() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, SECONDS)) {
            throw new AssertionError("it does not stop");
        }
    }

    void close() throws InterruptedException {
        if (process != null) {
            kill9();
        }
    }
}
