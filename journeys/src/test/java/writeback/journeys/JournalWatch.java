package writeback.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits for lines that come into the agents' journals after it was made. */
final class JournalWatch {

    private static final long LOOK_EVERY_MILLIS = 3;

    private final List<Path> journals;
    private final List<Long> before;

    JournalWatch(List<Path> dataFolders) throws IOException {
        journals = dataFolders.stream().map(folder -> folder.resolve("journal")).toList();
        before = List.of(size(journals.get(0)), size(journals.get(1)));
    }

    /** Waits until a line of this event is there in one of them; false when the time is over before. */
    boolean sees(String event, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isThere(event)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    private boolean isThere(String event) throws IOException {
        for (int i = 0; i < journals.size(); i++) {
            long old = before.get(i);
            if (size(journals.get(i)) > old
                    && Files.readString(journals.get(i)).substring((int) old).contains("\"event\":\"" + event + "\"")) {
                return true;
            }
        }
        return false;
    }

    private static long size(Path journal) throws IOException {
        return Files.exists(journal) ? Files.size(journal) : 0;
    }
}
