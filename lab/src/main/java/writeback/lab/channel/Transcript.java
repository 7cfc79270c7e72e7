package writeback.lab.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the bot sent into one conversation, oldest first; entries are never changed. Thread-safe. */
final class Transcript {
    enum Kind {
        SENT("sent"),
        UPDATED("updated"),
        DELETED("deleted"),
        INVOKE_RESPONSE("invokeResponse");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private record Entry(int n, String id, Instant at, Kind kind, JsonNode activity) {}

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    Transcript(Clock clock) {
        this.clock = clock;
    }

    void add(Kind kind, String id, JsonNode activity) {
        lock.lock();
        try {
            entries.add(new Entry(entries.size(), id, clock.instant(), kind, activity.deepCopy()));
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The entries from number {@code from} on, as {@code {next, activities}}.
     *
     * @param patience how long to wait for the first of them when there is none yet
     */
    ObjectNode since(int from, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (entries.size() <= from && left > 0) {
                left = grown.awaitNanos(left);
            }
            ObjectNode answer = Json.object().put("next", Math.max(from, entries.size()));
            ArrayNode activities = answer.putArray("activities");
            for (Entry entry : entries.subList(Math.min(Math.max(from, 0), entries.size()), entries.size())) {
                activities
                        .addObject()
                        .put("n", entry.n)
                        .put("id", entry.id)
                        .put("at", entry.at.toString())
                        .put("kind", entry.kind.word)
                        .set("activity", entry.activity);
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }
}
