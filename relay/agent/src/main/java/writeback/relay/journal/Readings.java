package writeback.relay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import writeback.relay.protocol.message.Command;

/**
 * Remembers the looks that are under way, by what they ask for: a file each, which is there while it runs. One that is
 * found at the next start killed the agent. After {@link #POISONED_AFTER} deaths without an end in between the same look is
 * tried at most once in {@link #REST}, whoever asks. Thread-safe.
 */
public final class Readings {

    static final int POISONED_AFTER = 3;

    static final Duration REST = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(Readings.class.getName());

    private final Path folder;
    private final Clock clock;
    private final Map<String, Integer> running = new HashMap<>();

    public Readings(Path dataFolder, Clock clock) {
        this.folder = dataFolder.resolve("reading");
        this.clock = clock;
    }

    /** Notes that a look begins; false: not now, the agent died of it too often. */
    public synchronized boolean begin(Command command) {
        String name = Digest.of(command);
        if (!running.containsKey(name)) {
            Path file = folder.resolve(name);
            int deaths = deaths(file);
            if (deaths >= POISONED_AFTER && rests(file)) {
                return false;
            }
            write(file, deaths + 1);
        }
        running.merge(name, 1, Integer::sum);
        return true;
    }

    /** Notes that it ended, however. */
    public synchronized void end(Command command) {
        String name = Digest.of(command);
        if (running.merge(name, -1, Integer::sum) <= 0) {
            running.remove(name);
            delete(folder.resolve(name));
        }
    }

    /** Notes that the agent stops in good order: what is still under way did not kill it. */
    public synchronized void stop() {
        running.keySet().forEach(name -> delete(folder.resolve(name)));
        running.clear();
    }

    /** Forgets what nobody asked for in a day. */
    public synchronized void tidy() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant old = clock.instant().minus(Duration.ofDays(1));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> lastTry(file).isBefore(old)).forEach(Readings::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "{0} cannot be tidied: {1}", folder, e.getMessage());
        }
    }

    private static int deaths(Path file) {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            // cut off by the death itself
            return 1;
        }
    }

    private boolean rests(Path file) {
        return lastTry(file).plus(REST).isAfter(clock.instant());
    }

    private static Instant lastTry(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** A look goes on without it, on a full disk say. */
    private void write(Path file, int deaths) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file, String.valueOf(deaths));
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A look is not noted: {0}", e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} stays behind: {1}", file, e.getMessage());
        }
    }
}
