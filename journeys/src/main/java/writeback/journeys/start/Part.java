package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of the organisation. It can be stopped, killed and started again; what it prints goes to its log. Its
 * standard input is a pipe that closes when this JVM ends. Thread-safe.
 */
public final class Part {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int LAST_LINES = 25;

    private final String name;
    private final List<String> command;
    private final RunFolder folder;
    private final Readiness readiness;
    private final Consumer<Part> died;
    private @Nullable Process process;
    private long printedBefore;

    /** @param died called once when it ends without having been told to, on a thread of the JVM */
    Part(String name, List<String> command, RunFolder folder, Readiness readiness, Consumer<Part> died) {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.readiness = readiness;
        this.died = died;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return folder.log(name);
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws StartFailed when it ends instead, or is not ready within 3 minutes; it has been stopped then
     * @throws IllegalStateException when it runs already
     */
    public void start() throws InterruptedException {
        launch();
        awaitReady();
    }

    /** Starts it and returns at once; {@link #awaitReady} must follow, unless it is killed before. */
    public synchronized void launch() {
        if (isRunning()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            Path log = log();
            printedBefore = Files.exists(log) ? Files.size(log) : 0;
            Process started = new ProcessBuilder(command)
                    .directory(folder.workingFolder(name).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            folder.writePid(name, started.pid());
            started.onExit().thenAccept(this::ended);
        } catch (IOException e) {
            throw new StartFailed(name + " did not start: " + e.getMessage());
        }
    }

    /** Waits until what {@link #launch} has started is ready; throws as {@link #start} does. */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!readiness.isReady(printed())) {
            if (!isRunning()) {
                throw new StartFailed(name + " ended while it was starting.\n" + lastLines());
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw new StartFailed(
                        name + " was not ready within " + START_PATIENCE.toSeconds() + " s.\n" + lastLines());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Ends it in an orderly way, by force after 15 s; does nothing when it does not run. */
    public void stop() throws InterruptedException {
        stop(STOP_PATIENCE);
    }

    /** Ends it in an orderly way, by force when that takes longer; does nothing when it does not run. */
    void stop(Duration patience) throws InterruptedException {
        Process ending = forget();
        if (ending == null) {
            return;
        }
        try {
            ending.getOutputStream().close();
        } catch (IOException gone) {
            // the pipe's other end is closed already
        }
        ending.destroy();
        if (!ending.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            ending.destroyForcibly().waitFor();
        }
        folder.removePid(name);
    }

    /** Ends it as a power cut would: {@code kill -9}. */
    public void kill9() throws InterruptedException {
        Process ending = forget();
        if (ending != null) {
            ending.destroyForcibly().waitFor();
            folder.removePid(name);
        }
    }

    /** What it printed last, for a person to read. */
    public String lastLines() {
        List<String> lines = printed().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return "Its last lines (" + log() + "):\n  " + String.join("\n  ", last);
    }

    /** Whether it ended because somebody sent it a signal (Ctrl-C reaches every process of a terminal). */
    synchronized boolean wasSignalled() {
        return process != null && !process.isAlive() && List.of(130, 143).contains(process.exitValue());
    }

    private synchronized @Nullable Process forget() {
        Process ending = process;
        process = null;
        return ending;
    }

    private void ended(Process ending) {
        synchronized (this) {
            if (process != ending) {
                return;
            }
        }
        folder.removePid(name);
        died.accept(this);
    }

    private String printed() {
        try (var log = Files.newInputStream(log())) {
            log.skipNBytes(printedBefore);
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
