package writeback.bot.premises;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import writeback.relay.protocol.message.Outcome;

/** Answers that somebody here waits for, whichever bot the relay gives them to. */
final class AwaitedReadings {

    private final Outbox outbox;
    private final Map<String, CompletableFuture<Outcome>> awaited = new ConcurrentHashMap<>();

    AwaitedReadings(Outbox outbox, Pulse pulse) {
        this.outbox = outbox;
        pulse.add(this::look);
    }

    /** Ends with the answer, as soon as it is known here or seen in the database; or with a {@code TimeoutException} at the deadline. */
    CompletableFuture<Outcome> await(String command, Duration deadline) {
        CompletableFuture<Outcome> answer =
                new CompletableFuture<Outcome>().orTimeout(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS);
        awaited.put(command, answer);
        answer.whenComplete((outcome, trouble) -> awaited.remove(command));
        return answer;
    }

    /** A reply was taken here, and is committed: nobody need look for it. */
    void answered(String command, Outcome outcome) {
        CompletableFuture<Outcome> answer = awaited.get(command);
        if (answer != null) {
            // what somebody does with it is not for the relay's request to wait for
            answer.completeAsync(() -> outcome);
        }
    }

    private void look() {
        if (awaited.isEmpty()) {
            return;
        }
        outbox.outcomes(List.copyOf(awaited.keySet())).forEach(this::answered);
    }
}
