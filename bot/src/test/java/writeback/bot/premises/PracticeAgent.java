package writeback.bot.premises;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import writeback.relay.RelayAgent;
import writeback.relay.eventlog.LogSettings;
import writeback.relay.guard.Freeze;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permission;
import writeback.relay.guard.Permissions;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.settings.AgentSettings;
import writeback.relay.settings.KeyPlaces;
import writeback.relay.transport.LineSettings;

/** The real agent in this process, with operations that do as they are told. */
final class PracticeAgent implements AutoCloseable {

    final CountDownLatch ready = new CountDownLatch(1);
    final CompletableFuture<String> ended;
    private final RelayAgent agent;

    private PracticeAgent(RelayAgent agent) {
        this.agent = agent;
        this.ended = new CompletableFuture<>();
    }

    /** What the agent can do. */
    static final class Doing {

        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger changes = new AtomicInteger();
        final AtomicInteger lookedBack = new AtomicInteger();
        volatile Supplier<Outcome> look = () -> new Outcome.Done(
                ProtocolJson.write(DirectoryFacts.allUnseen(Clock.systemUTC().instant(), Cause.DENIED, "x")));
        volatile Supplier<Outcome> change = () -> new Outcome.Done("{}");
        volatile Supplier<Outcome> lookBack = () -> new Outcome.InDoubt("half made");

        Operations operations() {
            return new Operations(List.of(
                    operation("read-directory", false, () -> {
                        looks.incrementAndGet();
                        return look.get();
                    }),
                    operation("set-minimum-password-age", true, () -> {
                        changes.incrementAndGet();
                        return change.get();
                    })));
        }

        private Operation operation(String name, boolean changing, Supplier<Outcome> run) {
            return new Operation() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public int version() {
                    return 1;
                }

                @Override
                public String capability() {
                    return "directory";
                }

                @Override
                public boolean changes() {
                    return changing;
                }

                @Override
                public Outcome run(OperationContext context) {
                    return run.get();
                }

                @Override
                public Outcome observe(OperationContext context) {
                    lookedBack.incrementAndGet();
                    return lookBack.get();
                }
            };
        }
    }

    static PracticeAgent start(PracticeBot bot, Path dataFolder, Doing doing, Permission permission)
            throws IOException {
        return start(bot.url(), bot.commandKey.verifyingKey(), bot.agentKey, dataFolder, doing, permission);
    }

    static PracticeAgent start(
            URI bot, VerifyingKey commandKey, SigningKey key, Path dataFolder, Doing doing, Permission permission)
            throws IOException {
        return start(bot, PracticeBot.AGENT, commandKey, key, dataFolder, doing, permission);
    }

    static PracticeAgent start(
            URI bot,
            String id,
            VerifyingKey commandKey,
            SigningKey key,
            Path dataFolder,
            Doing doing,
            Permission permission)
            throws IOException {
        KeyPlaces places =
                new KeyPlaces(dataFolder.resolve("command.jwk"), dataFolder.resolve("agent.jwk"), KeyPlaces.USUALLY);
        return start(bot, LineSettings.usual(), id, commandKey, key, places, dataFolder, doing, permission);
    }

    /** Over TLS, with one authority to trust. */
    static PracticeAgent start(
            URI bot, LineSettings line, VerifyingKey commandKey, SigningKey key, Path dataFolder, Doing doing)
            throws IOException {
        KeyPlaces places =
                new KeyPlaces(dataFolder.resolve("command.jwk"), dataFolder.resolve("agent.jwk"), KeyPlaces.USUALLY);
        return start(bot, line, PracticeBot.AGENT, commandKey, key, places, dataFolder, doing, Permission.UNATTENDED);
    }

    /** With the keys that {@code enrol} left in a folder. */
    static PracticeAgent enrolled(PracticeBot bot, String id, Path folder, Doing doing) throws IOException {
        KeyPlaces places =
                new KeyPlaces(folder.resolve("bot-command.jwk"), folder.resolve("agent.jwk"), KeyPlaces.USUALLY);
        return start(
                bot.url(),
                LineSettings.usual(),
                id,
                VerifyingKey.read(Files.readString(places.command())),
                SigningKey.read(Files.readString(places.own())),
                places,
                folder,
                doing,
                Permission.UNATTENDED);
    }

    private static PracticeAgent start(
            URI bot,
            LineSettings line,
            String id,
            VerifyingKey commandKey,
            SigningKey key,
            KeyPlaces places,
            Path dataFolder,
            Doing doing,
            Permission permission)
            throws IOException {
        AgentSettings settings = new AgentSettings(
                bot,
                commandKey,
                line,
                new Identity(id, PracticeBot.TENANT, "main", Set.of("directory")),
                "Practice",
                key,
                places,
                dataFolder,
                List.of(),
                Optional.empty(),
                LogSettings.NONE,
                new Limits(
                        new Permissions(Map.of("set-minimum-password-age", permission, "read-directory", permission)),
                        new Bounds(0, 2, List.of("contoso.test"), ""),
                        Freeze.NONE,
                        setting -> "relay.yaml line 7: " + setting));
        CountDownLatch[] latch = new CountDownLatch[1];
        RelayAgent agent = new RelayAgent(settings, doing.operations(), Clock.systemUTC(), () -> latch[0].countDown());
        PracticeAgent started = new PracticeAgent(agent);
        latch[0] = started.ready;
        Thread thread = new Thread(() -> started.ended.complete(agent.run()), "agent");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    @Override
    public void close() {
        agent.stop();
    }
}
