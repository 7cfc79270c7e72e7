package writeback.bot.schedule;

import java.util.Set;

/** At least one handler failed; remembers which did not. */
final class UndeliveredException extends RuntimeException {

    private final transient Set<String> done;

    UndeliveredException(Set<String> done, RuntimeException cause) {
        super(cause);
        this.done = Set.copyOf(done);
    }

    Set<String> done() {
        return done;
    }
}
