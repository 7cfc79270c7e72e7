package writeback.relay.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;

/**
 * A look at a domain that ends in time. Its parts stand in lines: those of one line are read one after the other over one
 * session, the lines side by side. A part that is not there when the time is over is unseen with {@link Cause#TIMEOUT}, the
 * others are kept; what still waits for an answer then is cut off.
 */
final class Look implements AutoCloseable {

    /** Well below the 20 seconds that the bot waits, so that what was seen arrives. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final Duration limit;
    private final long end;
    private final List<Line> lines = new ArrayList<>();

    Look(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Opens a session. */
    @FunctionalInterface
    interface Opening {
        DomainSession open() throws DirectoryTrouble;
    }

    /** Reads something over a session. */
    @FunctionalInterface
    interface Reading<T> {
        Sighting<T> from(DomainSession session) throws DirectoryTrouble;
    }

    /**
     * Runs something that is one look as a whole.
     *
     * @return its outcome, or {@code Failed} with {@code directory-timeout} when the time is over
     */
    static Outcome within(Duration limit, Supplier<Outcome> run) {
        ExecutorService thread = Executors.newSingleThreadExecutor(Look::daemon);
        try {
            return thread.submit(run::get).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Failed("directory-timeout", "the look took more than " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("stopped", "the relay stops");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look", e.getCause());
        } finally {
            thread.shutdownNow();
        }
    }

    /** A line of parts; its session is opened at once. */
    Line line(Opening opening) {
        Line line = new Line(opening);
        lines.add(line);
        return line;
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }

    /** Parts that share a session. */
    final class Line {

        private final ExecutorService thread = Executors.newSingleThreadExecutor(Look::daemon);
        private @Nullable DomainSession session;
        private @Nullable DirectoryTrouble trouble;
        private boolean closed;

        private Line(Opening opening) {
            thread.execute(() -> keep(opening));
        }

        /** @param what for people, such as {@code the PSOs} */
        <T> Part<T> read(String what, Reading<T> reading) {
            return new Part<>(what, thread.submit((Callable<Sighting<T>>) () -> from(reading)));
        }

        private <T> Sighting<T> from(Reading<T> reading) {
            DirectoryTrouble before = trouble;
            if (before != null) {
                return before.unseen();
            }
            try {
                return reading.from(opened());
            } catch (DirectoryTrouble e) {
                return e.unseen();
            }
        }

        private synchronized DomainSession opened() throws DirectoryTrouble {
            if (session == null) {
                throw new DirectoryTrouble(Cause.TIMEOUT, "the look is over");
            }
            return session;
        }

        /** Nobody would close a session that comes too late. */
        private void keep(Opening opening) {
            try {
                DomainSession opened = opening.open();
                synchronized (this) {
                    if (!closed) {
                        session = opened;
                        return;
                    }
                }
                opened.close();
            } catch (DirectoryTrouble e) {
                trouble = e;
            }
        }

        private synchronized void close() {
            closed = true;
            thread.shutdownNow();
            if (session != null) {
                session.close();
            }
        }
    }

    /** Something that is being read. */
    final class Part<T> {

        private final String what;
        private final Future<Sighting<T>> reading;

        private Part(String what, Future<Sighting<T>> reading) {
            this.what = what;
            this.reading = reading;
        }

        /** What was seen; waits until it is, or until the look's time is over. */
        Sighting<T> sighting() {
            try {
                return reading.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return Sighting.unseen(Cause.TIMEOUT, what + " took more than " + limit.toSeconds() + " s");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Sighting.unseen(Cause.FAILED, "the relay stops");
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading " + what, e.getCause());
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "look");
        thread.setDaemon(true);
        return thread;
    }
}
