package writeback.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what was walked. Thread-safe. */
final class Tally {

    private static final int TICKS_A_SECOND = 100;

    private final long start = System.nanoTime();
    private final List<Walked> all = new ArrayList<>();

    synchronized void add(Walked walked) {
        all.add(walked);
        System.out.println(walked);
    }

    /** For a person, when all organisations have been closed: an ended process has said how much it worked. */
    synchronized String text() throws IOException {
        Map<String, Integer> faults = new TreeMap<>();
        Map<String, Integer> moments = new TreeMap<>();
        Map<String, Integer> late = new TreeMap<>();
        Map<String, Integer> ends = new TreeMap<>();
        Map<String, Integer> endsOfShort = new TreeMap<>();
        Map<String, Duration> times = new LinkedHashMap<>();
        for (Walked walked : all) {
            walked.schedule().faults().forEach(fault -> {
                faults.merge(fault.kind().name(), 1, Integer::sum);
                moments.merge(fault.after().name(), 1, Integer::sum);
            });
            walked.schedule().planEnd().ifPresent(end -> late.merge(end.late().name(), 1, Integer::sum));
            (walked.schedule().planEnd().isPresent() ? endsOfShort : ends).merge(walked.end(), 1, Integer::sum);
            walked.times().forEach((name, time) -> times.merge(name, time, Duration::plus));
        }
        String parts = times.entrySet().stream()
                .map(each ->
                        each.getKey() + " " + Walked.seconds(each.getValue().dividedBy(all.size())))
                .collect(Collectors.joining(", "));
        return """
                %d schedules in %s, with %s of processor time
                  faults: %s
                  counted from: %s
                  late at a plan's end: %s
                  outcomes, plans of 8 h: %s
                  outcomes, plans that end: %s
                  one took, on average: %s"""
                .formatted(
                        all.size(),
                        Walked.seconds(Duration.ofNanos(System.nanoTime() - start)),
                        Walked.seconds(processorTime()),
                        faults,
                        moments,
                        late,
                        ends,
                        endsOfShort,
                        parts);
    }

    /** Of this JVM and of all its children that have ended. */
    private static Duration processorTime() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        // utime, stime, cutime, cstime are the 14th to the 17th; the 3rd is the first here
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }
}
