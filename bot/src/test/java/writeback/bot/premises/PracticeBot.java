package writeback.bot.premises;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.FreshConnections;
import writeback.bot.audit.AuditCheck;
import writeback.bot.audit.AuditHead;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.schedule.EventHandler;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.SigningKey;

/** The bot's premises room on a real port and a real database, with one registered agent or a second one beside it. */
final class PracticeBot implements AutoCloseable {

    static final String TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
    static final String AGENT = "agent-1";
    static final String STANDBY = "agent-2";

    final SigningKey commandKey = SigningKey.generate();
    final SigningKey nextCommandKey = SigningKey.generate();
    final SigningKey agentKey = SigningKey.generate();
    final SigningKey standbyKey = SigningKey.generate();
    final Answers answers = new Answers();
    final Answers lockedCodes = new Answers(Enrolments.LOCKED);
    private final Path folder;
    private final String database;
    private final int port;
    private final String lease;
    private final boolean standby;
    private ConfigurableApplicationContext context;

    PracticeBot(Path folder, String database, String lease) throws IOException {
        this(folder, database, lease, false);
    }

    /** @param standby whether a second agent is registered for the same capability */
    PracticeBot(Path folder, String database, String lease, boolean standby) throws IOException {
        this.folder = folder;
        this.database = database;
        this.lease = lease;
        this.standby = standby;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("command.jwk"), commandKey.toPrivateJwk());
        Files.writeString(folder.resolve("next.jwk"), nextCommandKey.toPrivateJwk());
        Files.writeString(folder.resolve("agent.jwk"), agentKey.verifyingKey().toPublicJwk());
        Files.writeString(
                folder.resolve("standby.jwk"), standbyKey.verifyingKey().toPublicJwk());
        start();
    }

    void start() {
        context = new SpringApplicationBuilder(Ground.class)
                .initializers(
                        fresh -> fresh.getBeanFactory().registerSingleton("answers", answers),
                        fresh -> fresh.getBeanFactory().registerSingleton("lockedCodes", lockedCodes))
                .properties("spring.main.register-shutdown-hook=false", "spring.main.banner-mode=off")
                .run(arguments(port).toArray(String[]::new));
    }

    /** How a bot like this one is started. */
    List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database,
                "--spring.jmx.enabled=false",
                "--db-scheduler.polling-interval=50ms",
                "--logging.level.root=WARN",
                "--writeback.tenant.id=" + TENANT,
                "--writeback.premises.id=main",
                "--writeback.premises.lease=" + lease,
                "--writeback.premises.command-key-file=" + folder.resolve("command.jwk"),
                "--writeback.premises.next-command-key-file=" + folder.resolve("next.jwk"),
                "--writeback.public-url=https://bot.contoso.test/",
                "--writeback.premises.agents[0].id=" + AGENT,
                "--writeback.premises.agents[0].name=Practice",
                "--writeback.premises.agents[0].capabilities=directory",
                "--writeback.premises.agents[0].public-key-file=" + folder.resolve("agent.jwk")));
        if (standby) {
            arguments.add("--writeback.premises.agents[1].id=" + STANDBY);
            arguments.add("--writeback.premises.agents[1].capabilities=directory");
            arguments.add("--writeback.premises.agents[1].public-key-file=" + folder.resolve("standby.jwk"));
        }
        return arguments;
    }

    /** Starts again with the key that was to follow. */
    void commandWithNextKey() throws IOException {
        close();
        Files.writeString(folder.resolve("command.jwk"), nextCommandKey.toPrivateJwk());
        Files.writeString(folder.resolve("next.jwk"), SigningKey.generate().toPrivateJwk());
        start();
    }

    @Override
    public void close() {
        context.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    PremisesReading reading() {
        return context.getBean(PremisesReading.class);
    }

    RelayChanges changes() {
        return context.getBean(RelayChanges.class);
    }

    Relays relays() {
        return context.getBean(Relays.class);
    }

    Enrolments enrolments() {
        return context.getBean(Enrolments.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    Outbox outbox() {
        return context.getBean(Outbox.class);
    }

    /** How many polls are held. */
    int waiting() {
        return context.getBean(PollDesk.class).waiting();
    }

    /** How often a command was handed out. */
    long fence(String command) {
        return jdbc().sql("select fence from premises_command where id = ?")
                .param(command)
                .query(Long.class)
                .single();
    }

    ChainHead auditHead() {
        AuditHead head = context.getBean(AuditCheck.class).head();
        return new ChainHead(head.seq(), head.hash());
    }

    AuditCheck.Result auditCheck() {
        return context.getBean(AuditCheck.class).verify();
    }

    /** What the trail's rows about answers cite of the agent's journal. */
    List<String> answeredJournals() {
        return context
                .getBean(JdbcClient.class)
                .sql("select details from audit_trail where kind = 'relay.answered' order by seq")
                .query(String.class)
                .list()
                .stream()
                .map(details -> details.replaceAll(".*\"journal\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    ChainHead journalHead() {
        return context.getBean(JournalHeads.class).of(AGENT).orElseThrow();
    }

    void forgetJournal() {
        context.getBean(JournalHeads.class).forget(AGENT);
    }

    /** As if nothing later had been heard of the agent's journal. */
    void heardOnly(ChainHead head) {
        forgetJournal();
        context.getBean(JournalHeads.class).heard(AGENT, head);
    }

    /** As if a command had been handed to an earlier life of the agent. */
    void handOut(String command) {
        context.getBean(Leases.class)
                .claim(new PollDesk.Asking(
                        AGENT,
                        "earlier life",
                        "its poll",
                        List.of("directory"),
                        List.of("set-minimum-password-age", "read-directory"),
                        1));
        if (fence(command) != 1) {
            throw new AssertionError("another command was there");
        }
    }

    /** Forgets every command. */
    void clear() {
        jdbc().sql("delete from premises_command").update();
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    /** The changes that were told to be answered, or what else is told. */
    static final class Answers implements EventHandler {

        final List<String> changes = new CopyOnWriteArrayList<>();
        private final String topic;

        Answers() {
            this(RelayChanges.ANSWERED);
        }

        Answers(String topic) {
            this.topic = topic;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public void handle(String key) {
            changes.add(key);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"writeback.bot.schedule", "writeback.bot.audit"})
    @Import({
        FreshConnections.class,
        PremisesConfiguration.class,
        RelayController.class,
        EnrolmentController.class,
        CheckController.class,
        NotStored.class
    })
    static class Ground {}
}
