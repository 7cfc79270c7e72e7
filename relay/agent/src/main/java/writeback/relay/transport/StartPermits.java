package writeback.relay.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PermitEnvelope;
import writeback.relay.protocol.message.StartPermit;
import writeback.relay.protocol.message.StartRequest;

/**
 * Asks the bot whether a change may be started now. The bot gives a change to another relay when one is silent for too
 * long; whoever was frozen meanwhile learns here that it is too late. Thread-safe.
 */
public final class StartPermits {

    private static final Logger LOG = System.getLogger(StartPermits.class.getName());

    private final BotLink link;
    private final String agent;
    private final String instance;
    private final CommandKeys commandKeys;
    private final Supplier<Backoff> backoff;
    private final Duration giveUpAfter;

    /**
     * @param instance this life of the agent
     * @param giveUpAfter how long to ask a bot that does not answer
     */
    public StartPermits(
            BotLink link,
            String agent,
            String instance,
            CommandKeys commandKeys,
            Supplier<Backoff> backoff,
            Duration giveUpAfter) {
        this.link = link;
        this.agent = agent;
        this.instance = instance;
        this.commandKeys = commandKeys;
        this.backoff = backoff;
        this.giveUpAfter = giveUpAfter;
    }

    /**
     * Asks, again and again while no answer comes.
     *
     * @param fence the highest number under which the command came
     * @param unwanted asked before each attempt: whether nobody wants to start any more
     */
    public Answer ask(String command, long fence, BooleanSupplier unwanted) {
        Backoff pauses = backoff.get();
        long end = System.nanoTime() + giveUpAfter.toNanos();
        String reason = "the relay stops";
        try {
            while (!unwanted.getAsBoolean()) {
                Exchange<String> exchange = link.start(new StartRequest(command, fence, instance));
                if (exchange instanceof Exchange.Answered<String> answered) {
                    return opened(command, fence, answered.answer());
                }
                if (exchange instanceof Exchange.NeverAgain<String> never) {
                    return new Answer.Refused(never.code(), never.reason());
                }
                Exchange.TryAgain<String> again = (Exchange.TryAgain<String>) exchange;
                reason = again.reason();
                Duration next = pauses.next();
                Duration pause = next.compareTo(again.notBefore()) < 0 ? again.notBefore() : next;
                if (System.nanoTime() + pause.toNanos() > end) {
                    break;
                }
                LOG.log(
                        Level.WARNING,
                        "No word on starting {0} ({1}); asking again in {2} ms",
                        command,
                        reason,
                        String.valueOf(pause.toMillis()));
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Answer.None(reason);
    }

    private Answer opened(String command, long fence, String sealed) {
        Opened<StartPermit> opened = PermitEnvelope.open(sealed, agent, commandKeys);
        if (opened instanceof Opened.Rejected<StartPermit> rejected) {
            return new Answer.Refused(rejected.code().code(), rejected.detail());
        }
        StartPermit permit = ((Opened.Verified<StartPermit>) opened).content();
        return permit.equals(new StartPermit(command, fence))
                ? new Answer.Granted()
                : new Answer.Refused("another-permit", "a permit for " + permit);
    }

    /** What the bot says. */
    public sealed interface Answer {

        /** It is this agent's, and nobody else's any more. */
        record Granted() implements Answer {}

        /** @param code as in {@link StartRequest}, or why what came is no permit */
        record Refused(String code, String reason) implements Answer {}

        /** Nothing was heard: it must not be started, and the bot will hand it out again. */
        record None(String reason) implements Answer {}
    }
}
