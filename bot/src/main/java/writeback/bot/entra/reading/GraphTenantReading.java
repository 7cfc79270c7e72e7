package writeback.bot.entra.reading;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import writeback.bot.entra.Graph;
import writeback.bot.identity.GraphTokens;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.TokenResult;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.TenantFacts;
import writeback.bot.runbook.TenantFacts.NewestAudit;
import writeback.bot.runbook.TenantFacts.WritebackAudit;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** Asks Graph side by side; what one question meets does not touch the others. Thread-safe. */
@Component
class GraphTenantReading implements TenantReading {
    private static final Logger LOG = LoggerFactory.getLogger(GraphTenantReading.class);
    private static final int THREADS = 16;

    /** When it must be over, by the clock that only goes forward. */
    private record Deadline(long nanos) {
        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        Duration left() {
            return Duration.ofNanos(nanos - System.nanoTime());
        }
    }

    private final GraphTokens tokens;
    private final Graph graph;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "graph-reading");
        thread.setDaemon(true);
        return thread;
    });

    GraphTenantReading(GraphTokens tokens, Graph graph) {
        this.tokens = tokens;
        this.graph = graph;
    }

    @Override
    public CompletableFuture<TenantFacts> tenant(PersonId viewer, Duration time) {
        Deadline deadline = Deadline.in(time);
        CompletableFuture<TokenResult> token = token(viewer);
        var synchronisation = ask(token, deadline, Questions::synchronisation);
        var licences = ask(token, deadline, Questions::licences);
        var roles = ask(token, deadline, client -> Questions.activeRoles(graph, client));
        var turnedOn = ask(token, deadline, client -> Questions.newest(graph, client, true));
        var turnedOff = ask(token, deadline, client -> Questions.newest(graph, client, false));
        var reports = ask(token, deadline, Questions::reports);
        return CompletableFuture.allOf(synchronisation, licences, roles, turnedOn, turnedOff, reports)
                .thenApply(all -> new TenantFacts(
                        synchronisation.join(),
                        licences.join(),
                        roles.join(),
                        turnedOn.join().flatMap(on -> turnedOff.join().map(off -> newer(on, off))),
                        reports.join()));
    }

    @Override
    public CompletableFuture<Sighting<List<String>>> activeRoles(PersonId person, Duration time) {
        return ask(token(person), Deadline.in(time), client -> Questions.activeRoles(graph, client));
    }

    @Override
    public CompletableFuture<Sighting<Optional<CloudUser>>> user(PersonId viewer, String name, Duration time) {
        Deadline deadline = Deadline.in(time);
        CompletableFuture<TokenResult> token = token(viewer);
        return ask(token, deadline, client -> UserQuestions.find(client, name))
                .thenCompose(found -> found.fold(
                        user -> user.map(known -> withReport(known, token, deadline))
                                .orElseGet(() -> CompletableFuture.completedFuture(Sighting.seen(Optional.empty()))),
                        unseen -> CompletableFuture.completedFuture(Sighting.unseen(unseen.cause(), unseen.detail()))));
    }

    private CompletableFuture<Sighting<Optional<CloudUser>>> withReport(
            CloudUser user, CompletableFuture<TokenResult> token, Deadline deadline) {
        return ask(token, deadline, client -> UserQuestions.registration(client, user.id()))
                .thenApply(report -> Sighting.seen(Optional.of(user.with(report))));
    }

    private CompletableFuture<TokenResult> token(PersonId person) {
        return CompletableFuture.supplyAsync(() -> tokens.reading(person), pool);
    }

    private <T> CompletableFuture<Sighting<T>> ask(
            CompletableFuture<TokenResult> token, Deadline deadline, Function<GraphServiceClient, T> question) {
        return token.<Sighting<T>>thenApplyAsync(
                        result -> result instanceof TokenResult.Token granted
                                ? answer(granted.value(), deadline, question)
                                : withoutToken(result),
                        pool)
                .exceptionally(failure -> {
                    LOG.warn("A look at Graph failed", failure);
                    return Sighting.unseen(Cause.FAILED, "");
                })
                .completeOnTimeout(
                        Sighting.unseen(Cause.TIMEOUT, ""), deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    private <T> Sighting<T> answer(String token, Deadline deadline, Function<GraphServiceClient, T> question) {
        for (boolean again = false; ; again = true) {
            Duration left = deadline.left();
            // OkHttp takes zero for endless
            if (left.toMillis() < 1) {
                return Sighting.unseen(Cause.TIMEOUT, "");
            }
            try {
                return Sighting.seen(question.apply(graph.client(token, left)));
            } catch (RuntimeException e) {
                Optional<Duration> pause = again
                        ? Optional.empty()
                        : Trouble.pause(e).filter(asked -> asked.compareTo(deadline.left()) < 0);
                if (pause.isEmpty() || !waited(pause.get())) {
                    return unseen(Trouble.of(e));
                }
            }
        }
    }

    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> Sighting<T> unseen(Trouble trouble) {
        return Sighting.unseen(trouble.cause(), trouble.detail());
    }

    private static <T> Sighting<T> withoutToken(TokenResult result) {
        return result instanceof TokenResult.Unavailable down
                ? Sighting.unseen(Cause.UNREACHABLE, down.detail())
                : Sighting.unseen(Cause.NOT_SIGNED_IN, "");
    }

    private static NewestAudit newer(NewestAudit one, NewestAudit other) {
        WritebackAudit first = one.event();
        WritebackAudit second = other.event();
        if (first == null || second == null) {
            return first == null ? other : one;
        }
        return second.at().isAfter(first.at()) ? other : one;
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
