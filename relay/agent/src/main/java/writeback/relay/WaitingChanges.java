package writeback.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import writeback.relay.ChangeRun.Start;
import writeback.relay.attended.AttendedChanges;
import writeback.relay.guard.ConsoleDeadline;
import writeback.relay.guard.Ruling;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;

/**
 * Changes that wait for a person at the console. They are not kept on disk: after a restart the bot hands them out again.
 * While an operator carries one out, the bench is theirs, so that two changes are never made side by side.
 */
final class WaitingChanges implements AttendedChanges {

    private static final Logger LOG = System.getLogger(WaitingChanges.class.getName());

    /** How long an operator waits for what else runs. */
    private static final Duration BENCH_FREE_WITHIN = Duration.ofMinutes(1);

    /** Every operation ends by limits of its own, well before this; one that has not begun to write by then will not. */
    private static final Duration CARRIED_OUT_WITHIN = Duration.ofMinutes(10);

    /** What a console sent right before it died may still be on its way to the domain controller. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

    private record Held(Ruling.Attend attend, String envelope, Instant since) {

        Command command() {
            return attend.command();
        }

        /** Whichever ends first, command or plan. */
        Instant end() {
            Instant plan = attend.change().plan().expiresAt();
            return plan.isBefore(command().expiresAt()) ? plan : command().expiresAt();
        }
    }

    private final ChangeBench bench;
    private final ChangeRun changes;
    private final Answers answers;
    private final Clock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    WaitingChanges(ChangeBench bench, ChangeRun changes, Answers answers, Clock clock) {
        this.bench = bench;
        this.changes = changes;
        this.answers = answers;
        this.clock = clock;
    }

    /** Keeps it until it is carried out or over. */
    void add(Ruling.Attend attend, String envelope) {
        Optional<Outcome> unwritable = changes.received(attend.command());
        if (unwritable.isPresent()) {
            answers.answer(attend.command(), unwritable.get());
            return;
        }
        changes.left(attend.command());
        held.put(attend.command().id(), new Held(attend, envelope, clock.instant()));
        tell(attend);
    }

    boolean has(String command) {
        return held.containsKey(command);
    }

    /** The bot has asked again: our word was lost. */
    void tellAgain(String command) {
        Held known = held.get(command);
        if (known != null) {
            tell(known.attend());
        }
    }

    /** Ends what nobody carried out in time: nothing has happened. */
    void endOverdue() {
        Instant now = clock.instant();
        for (Held each : List.copyOf(held.values())) {
            if (!each.end().isAfter(now) && held.remove(each.command().id(), each)) {
                answers.answer(
                        each.command(),
                        new Outcome.Refused(
                                "plan-expired",
                                "nobody carried it out at the relay's console before " + each.end(),
                                each.attend().setting()));
            }
        }
    }

    @Override
    public List<Waiting> waiting() {
        return held.values().stream()
                .sorted(Comparator.comparing(Held::since))
                .map(each -> new Waiting(
                        each.command().id(),
                        each.attend().change().changeId(),
                        each.command().operation(),
                        each.end(),
                        each.envelope()))
                .toList();
    }

    @Override
    public Begun begin(String id, String operator) throws InterruptedException {
        Held known = held.get(id);
        if (known == null) {
            return no("not-waiting", "this change does not wait any more");
        }
        CompletableFuture<Begun> begun = new CompletableFuture<>();
        AtomicBoolean decided = new AtomicBoolean();
        if (!bench.submit(known.command(), () -> attend(known, operator, begun, decided))) {
            return no("stopping", "the relay stops");
        }
        try {
            return begun.get(BENCH_FREE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return decided.compareAndSet(false, true)
                    ? no("busy", "the relay carries out another change; try again in a moment")
                    : begun.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a start is told, never thrown", e);
        }
    }

    /** On the bench's thread, which it keeps until the operator is done. */
    private void attend(Held known, String operator, CompletableFuture<Begun> begun, AtomicBoolean decided) {
        Command command = known.command();
        if (!decided.compareAndSet(false, true)) {
            return;
        }
        if (!held.remove(command.id(), known)) {
            begun.complete(no("not-waiting", "this change does not wait any more"));
            return;
        }
        Start start = changes.start(
                command,
                known.attend().operation(),
                known.attend().change(),
                operator,
                bench::stopping,
                // When the relay stops, nothing is said of what a console may still write: the next life looks.
                () -> {});
        if (!(start instanceof Start.Begun begins)) {
            begun.complete(notBegun(known, start));
            return;
        }
        Begun.Yes hand = new Begun.Yes(
                ConsoleDeadline.of(begins.at(), known.end()), new CompletableFuture<>(), new CompletableFuture<>());
        begun.complete(hand);
        Outcome outcome = outcome(known, hand);
        answers.answer(command, changes.concluded(command, outcome));
        hand.recorded().complete(outcome);
    }

    /** What only speaks against now leaves it waiting; what was begun by an earlier life has ended. */
    private Begun notBegun(Held known, Start start) {
        if (start instanceof Start.Ended ended && !(ended.outcome() instanceof Outcome.Refused)) {
            answers.answer(known.command(), ended.outcome());
            return no("already-started", "it was begun before, and has been looked at: " + ended.outcome());
        }
        held.put(known.command().id(), known);
        return start instanceof Start.Ended ended
                ? new Begun.No((Outcome.Refused) ended.outcome())
                : no("no-permit", "the bot does not let it start: " + ((Start.No) start).why());
    }

    private Outcome outcome(Held known, Begun.Yes hand) {
        try {
            return answers.located(hand.said().get(CARRIED_OUT_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Outcome.InDoubt("the operator's console has not said how it ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.InDoubt("the relay was stopped while the operator's console was at work");
        } catch (ExecutionException e) {
            LOG.log(
                    Level.WARNING,
                    "The operator''s console is gone ({0}); next: a look at what became of command {1}",
                    e.getCause().getMessage(),
                    known.command().id());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLED_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.InDoubt("the operator's console is gone, and the relay was stopped");
        }
        return changes.look(
                known.command(), known.attend().operation(), known.attend().change());
    }

    private void tell(Ruling.Attend attend) {
        answers.answer(attend.command(), new Outcome.Waiting(attend.setting()));
    }

    private static Begun no(String code, String detail) {
        return new Begun.No(new Outcome.Refused(code, detail, ""));
    }
}
