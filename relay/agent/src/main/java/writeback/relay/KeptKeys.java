package writeback.relay;

import java.util.function.BooleanSupplier;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.enrolment.Renewal;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.transport.PollLoop;

/** Looks after the keys between two polls, when nothing is under way. */
final class KeptKeys implements PollLoop.Work {

    private final PollLoop.Work work;
    private final BooleanSupplier idle;
    private final Renewal renewal;
    private final BotKeys botKeys;

    /** @param idle whether every command that was taken is answered, and every reply has arrived */
    KeptKeys(PollLoop.Work work, BooleanSupplier idle, Renewal renewal, BotKeys botKeys) {
        this.work = work;
        this.idle = idle;
        this.renewal = renewal;
        this.botKeys = botKeys;
    }

    @Override
    public PollRequest nextRequest(boolean first) throws InterruptedException {
        if (renewal.isDue() && idle.getAsBoolean()) {
            renewal.attempt();
        }
        return work.nextRequest(first).commandedBy(botKeys.thumbprints());
    }

    @Override
    public void announced(String nextKey) {
        botKeys.announced(nextKey);
    }

    @Override
    public void take(String envelope) {
        work.take(envelope);
    }
}
