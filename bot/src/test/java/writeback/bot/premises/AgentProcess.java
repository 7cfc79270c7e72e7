package writeback.bot.premises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * The real agent as a process of its own, to be frozen and killed. Its one change adds a line to {@code effects} in the
 * folder above, and ends once there is a file {@code gate}.
 */
final class AgentProcess implements AutoCloseable {

    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    static AgentProcess start(URI bot, PracticeBot keys, String agent, SigningKey key, Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(agent));
        Files.writeString(own.resolve("key"), key.toPrivateJwk());
        Files.writeString(
                own.resolve("command-key"), keys.commandKey.verifyingKey().toPublicJwk());
        return new AgentProcess(
                Processes.java(AgentProcess.class, own.resolve("log"), bot.toString(), agent, own.toString()));
    }

    static void gate(Path folder) throws IOException {
        Files.writeString(folder.resolve("gate"), "");
    }

    void freeze() throws Exception {
        Processes.signal(process, "STOP");
    }

    void thaw() throws Exception {
        Processes.signal(process, "CONT");
    }

    @Override
    public void close() {
        Processes.end(process);
    }

    public static void main(String[] arguments) throws Exception {
        URI bot = URI.create(arguments[0]);
        Path own = Path.of(arguments[2]);
        Path effects = own.resolveSibling("effects");
        PracticeAgent.Doing doing = new PracticeAgent.Doing();
        doing.change = () -> {
            try {
                Files.writeString(effects, arguments[1] + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                while (!Files.exists(own.resolveSibling("gate"))) {
                    Thread.onSpinWait();
                    Thread.yield();
                }
                return new Outcome.Done("{}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        PracticeAgent.start(
                bot,
                arguments[1],
                VerifyingKey.read(Files.readString(own.resolve("command-key"))),
                SigningKey.read(Files.readString(own.resolve("key"))),
                own,
                doing,
                Permission.UNATTENDED);
        new CountDownLatch(1).await();
    }
}
