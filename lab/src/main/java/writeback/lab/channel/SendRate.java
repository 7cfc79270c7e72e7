package writeback.lab.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast a bot may send in one conversation: 7 a second ("Optimize your bot with rate limiting in Teams"). A refused
 * send does not count. Thread-safe.
 */
final class SendRate {
    static final int LIMIT = 7;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<String, Deque<Instant>> sends = new HashMap<>();

    SendRate(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean admits(String conversation) {
        Instant now = clock.instant();
        Deque<Instant> recent = sends.computeIfAbsent(conversation, unused -> new ArrayDeque<>());
        recent.removeIf(sent -> !sent.isAfter(now.minus(WINDOW)));
        if (recent.size() >= LIMIT) {
            return false;
        }
        recent.addLast(now);
        return true;
    }
}
