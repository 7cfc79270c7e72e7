package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import writeback.relay.attended.Backups;
import writeback.relay.attended.ConsoleServer;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.enrolment.OwnKey;
import writeback.relay.enrolment.Renewal;
import writeback.relay.eventlog.EventLogs;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Pause;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.settings.AgentSettings;
import writeback.relay.transport.Backoff;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.BotLink;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.PollLoop;
import writeback.relay.transport.PollWait;
import writeback.relay.transport.ReplySender;
import writeback.relay.transport.StartPermits;

/** One life of the agent, from the first poll to the last reply. */
public final class RelayAgent {

    /** A stop ends within ten seconds: what runs gets most of them, what is to be said the rest. */
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(7);

    private static final Duration SEND_WITHIN = Duration.ofSeconds(2);

    private static final Duration LONGEST_POLL = Duration.ofSeconds(50);
    private static final Duration NOT_CUT_BEFORE = Duration.ofSeconds(10);

    /** Longer makes no sense: the bot hands the change out again, to whoever of the capability is there. */
    private static final Duration ASK_TO_START = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(RelayAgent.class.getName());

    private final AgentSettings settings;
    private final Journal journal;
    private final OwnKey ownKey;
    private final EventLogs logs;
    private final ReplySender sender;
    private final CommandDesk desk;
    private final PollLoop loop;
    private final ConsoleServer console;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Thread poller;

    /**
     * @param ready told once, when the bot took the first poll
     * @throws IOException when the journal, the console's socket or a file of {@code bot} cannot be opened
     */
    public RelayAgent(AgentSettings settings, Operations operations, Clock clock, Runnable ready) throws IOException {
        Identity identity = settings.identity();
        this.settings = settings;
        this.journal = Journal.open(settings.dataFolder(), identity.agent(), clock);
        journal.damage().or(journal::loss).ifPresent(damage -> LOG.log(Level.ERROR, "No change will run: {0}", damage));
        BotKeys botKeys = new BotKeys(settings.keyPlaces().command(), settings.commandKey());
        this.logs = new EventLogs(settings.log(), clock);
        Guard guard = new Guard(
                identity, botKeys, operations, settings.limits(), new Pause(settings.dataFolder()), journal, clock);
        this.ownKey = new OwnKey(settings.key());
        BotHttp http = BotHttp.of(settings.line());
        BotLink link = new BotLink(http, settings.bot(), identity.agent(), ownKey, clock);
        this.sender = new ReplySender(link, RelayAgent::backoff);
        String instance = UUID.randomUUID().toString();
        StartPermits permits =
                new StartPermits(link, identity.agent(), instance, botKeys, RelayAgent::backoff, ASK_TO_START);
        Answers answers = new Answers(
                guard,
                journal,
                new Witness(logs, identity, clock),
                this::send,
                settings.limits().places(),
                clock);
        ChangeRun changes = new ChangeRun(
                guard, journal, permits, answers, Assembly.lookingOnly(settings), settings.dataFolder(), clock);
        ChangeBench bench = new ChangeBench(changes, answers);
        WaitingChanges waiting = new WaitingChanges(bench, changes, answers, clock);
        Backups.share(settings.dataFolder());
        this.console = new ConsoleServer(settings.dataFolder(), waiting);
        timer.scheduleWithFixedDelay(waiting::endOverdue, 1, 1, TimeUnit.SECONDS);
        this.desk = new CommandDesk(
                identity,
                instance,
                operations,
                settings.limits().permissions().words(operations),
                guard,
                answers,
                bench,
                waiting,
                settings.dataFolder(),
                clock);
        Renewal renewal = new Renewal(
                identity.agent(),
                settings.keyPlaces().own(),
                settings.keyPlaces().renewAfter(),
                ownKey,
                botKeys,
                new EnrolmentLink(http, settings.bot(), clock),
                clock);
        KeptKeys work = new KeptKeys(desk, () -> desk.idle() && sender.idle(), renewal, botKeys);
        this.loop = new PollLoop(link, work, backoff(), new PollWait(LONGEST_POLL, NOT_CUT_BEFORE), ready);
    }

    /**
     * Works until stopped.
     *
     * @return why, if the bot does not want this agent; an empty text otherwise
     */
    public String run() {
        poller = Thread.currentThread();
        return loop.run();
    }

    /** Ends it within ten seconds: what runs is finished, or reported as it is. */
    public void stop() {
        loop.stop();
        timer.shutdownNow();
        console.close();
        Thread running = poller;
        if (running != null) {
            running.interrupt();
        }
        desk.stop(FINISH_WITHIN);
        sender.close(SEND_WITHIN);
        logs.close();
        try {
            journal.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The journal does not close: {0}", e.getMessage());
        }
    }

    private void send(Reply reply) {
        String sealed;
        try {
            sealed = seal(reply);
        } catch (IllegalArgumentException e) {
            sealed = seal(tooLarge(reply));
        }
        sender.send(reply.commandId(), sealed.length() > Envelope.LARGEST ? seal(tooLarge(reply)) : sealed);
    }

    private String seal(Reply reply) {
        Identity identity = settings.identity();
        return ReplyEnvelope.seal(
                reply,
                identity.agent(),
                identity.tenant(),
                identity.premises(),
                journal.head().orElse(null),
                ownKey.get());
    }

    private static Reply tooLarge(Reply reply) {
        return new Reply(
                reply.commandId(),
                reply.fence(),
                reply.at(),
                reply.agentVersion(),
                new Outcome.InDoubt("the answer is too large to be sent"));
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), RandomGenerator.getDefault());
    }
}
