package writeback.relay.guard;

import java.time.Duration;
import java.time.Instant;
import writeback.relay.journal.Entry;

/**
 * By when an operator's console must have begun to write, and from when on it can be told what became of its change. A
 * console may be held up as long as anybody likes, by Ctrl-Z or a click into its window, and then goes on; so whoever looks
 * sooner may find nothing of a change that still happens.
 */
public final class ConsoleDeadline {

    private static final Duration FIRST_WRITE_WITHIN = Duration.ofSeconds(60);

    /** What was sent in the last moment may still be on its way to the domain controller. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(15);

    private ConsoleDeadline() {}

    /**
     * For the console to keep.
     *
     * @param started not later than the journal says
     * @param end of command and plan
     */
    public static Instant of(Instant started, Instant end) {
        Instant deadline = started.plus(FIRST_WRITE_WITHIN);
        return end.isBefore(deadline) ? end : deadline;
    }

    /** Whether a console has this in hand that may not have written yet, or not to the end. */
    static boolean mayStillWrite(Entry entry, Instant now) {
        Instant started = entry.startedAt();
        return entry.stage() == Entry.Stage.STARTED
                && entry.operator() != null
                && started != null
                && started.plus(FIRST_WRITE_WITHIN).plus(SETTLED_AFTER).isAfter(now);
    }
}
