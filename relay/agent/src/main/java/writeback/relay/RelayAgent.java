package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.enrolment.OwnKey;
import writeback.relay.enrolment.Renewal;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Identity;
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
    private final ReplySender sender;
    private final CommandDesk desk;
    private final PollLoop loop;
    private volatile @Nullable Thread poller;

    /**
     * @param ready told once, when the bot took the first poll
     * @throws IOException when the journal cannot be opened or a file of {@code bot} cannot be read
     */
    public RelayAgent(AgentSettings settings, Operations operations, Clock clock, Runnable ready) throws IOException {
        Identity identity = settings.identity();
        this.settings = settings;
        this.journal = Journal.open(settings.dataFolder(), identity.agent(), clock);
        journal.damage().or(journal::loss).ifPresent(damage -> LOG.log(Level.ERROR, "No change will run: {0}", damage));
        BotKeys botKeys = new BotKeys(settings.keyPlaces().command(), settings.commandKey());
        Guard guard = new Guard(
                identity,
                botKeys,
                operations,
                settings.permissions(),
                settings.bounds(),
                settings.places(),
                journal,
                clock);
        this.ownKey = new OwnKey(settings.key());
        BotHttp http = BotHttp.of(settings.line());
        BotLink link = new BotLink(http, settings.bot(), identity.agent(), ownKey, clock);
        this.sender = new ReplySender(link, RelayAgent::backoff);
        String instance = UUID.randomUUID().toString();
        StartPermits permits =
                new StartPermits(link, identity.agent(), instance, botKeys, RelayAgent::backoff, ASK_TO_START);
        this.desk = new CommandDesk(
                identity,
                instance,
                operations,
                settings.permissions().words(operations),
                guard,
                new ChangeRun(guard, journal, permits, settings.dataFolder(), clock),
                this::send,
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
        Thread running = poller;
        if (running != null) {
            running.interrupt();
        }
        desk.stop(FINISH_WITHIN);
        sender.close(SEND_WITHIN);
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
