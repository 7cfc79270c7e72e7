package writeback.bot.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Teams' limits of one bot in one conversation (Optimize your bot with rate limiting in Teams). Safe for threads. */
class SendRate {

    private static final List<Window> WINDOWS = List.of(
            new Window(7, Duration.ofSeconds(1)),
            new Window(8, Duration.ofSeconds(2)),
            new Window(60, Duration.ofSeconds(30)),
            new Window(1800, Duration.ofHours(1)));
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Deque<Instant>> sends = new HashMap<>();

    private record Window(int most, Duration within) {}

    /** Takes a place now, or says how long to wait for one. */
    synchronized Duration take(String conversation, Instant now) {
        Deque<Instant> past = sends.computeIfAbsent(conversation, name -> new ArrayDeque<>());
        while (!past.isEmpty() && !past.peekFirst().plus(LONGEST).isAfter(now)) {
            past.removeFirst();
        }
        Duration wait = Duration.ZERO;
        List<Instant> newestLast = List.copyOf(past);
        for (Window window : WINDOWS) {
            if (newestLast.size() >= window.most()) {
                Instant free = newestLast.get(newestLast.size() - window.most()).plus(window.within());
                Duration missing = Duration.between(now, free);
                wait = missing.compareTo(wait) > 0 ? missing : wait;
            }
        }
        if (wait.isZero()) {
            past.addLast(now);
        }
        sends.values().removeIf(Deque::isEmpty);
        return wait;
    }
}
