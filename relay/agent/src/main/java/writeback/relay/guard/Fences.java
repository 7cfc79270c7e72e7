package writeback.relay.guard;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The highest fencing number seen for each command, for as long as the command could be sent again. Thread-safe. */
public final class Fences {

    private record Seen(long fence, Instant until) {}

    private final Map<String, Seen> seen = new HashMap<>();

    /** The highest number seen so far. */
    public synchronized OptionalLong highest(String command) {
        Seen known = seen.get(command);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.fence());
    }

    /** Remembers a number; forgets what is over. */
    public synchronized void note(String command, long fence, Instant until, Instant now) {
        seen.values().removeIf(each -> each.until().isBefore(now));
        seen.merge(command, new Seen(fence, until), (old, next) -> old.fence() >= next.fence() ? old : next);
    }
}
