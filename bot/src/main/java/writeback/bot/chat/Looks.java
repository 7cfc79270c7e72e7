package writeback.bot.chat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;
import writeback.bot.observation.Observation;
import writeback.bot.runbook.Snapshot;

/**
 * Looks for one person. Turning from card to card uses a look that is a few seconds old; everything that judges a step
 * anew, plans or reads back looks afresh.
 */
@Component
class Looks {

    private static final Duration RECENT = Duration.ofSeconds(20);

    private final Observation observation;
    private final Clock clock;
    private final ExecutorService work;
    private final Map<PersonId, Snapshot> last = new ConcurrentHashMap<>();

    Looks(Observation observation, Clock clock, ExecutorService chatWork) {
        this.observation = observation;
        this.clock = clock;
        this.work = chatWork;
    }

    CompletableFuture<Snapshot> fresh(PersonId viewer) {
        return observation
                .observe(viewer)
                .thenApplyAsync(
                        snapshot -> {
                            last.put(viewer, snapshot);
                            return snapshot;
                        },
                        work);
    }

    CompletableFuture<Snapshot> recent(PersonId viewer) {
        Snapshot snapshot = last.get(viewer);
        return snapshot != null && snapshot.takenAt().plus(RECENT).isAfter(clock.instant())
                ? CompletableFuture.completedFuture(snapshot)
                : fresh(viewer);
    }

    /** What was seen no longer holds, such as after a sign-in or a change. */
    void forget(PersonId viewer) {
        last.remove(viewer);
    }
}
