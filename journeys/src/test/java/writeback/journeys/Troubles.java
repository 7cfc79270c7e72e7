package writeback.journeys;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import writeback.journeys.Schedule.Fault;
import writeback.journeys.Schedule.Point;
import writeback.journeys.start.Part;
import writeback.journeys.start.RelayPair;

/** Makes faults happen to running processes and to what passes between them, and ends them all. */
final class Troubles {

    /** A kill for less than this is followed by a start at once; otherwise it stays dead until all faults are over. */
    private static final int BACK_AT_ONCE_MILLIS = 1500;

    /**
     * What went wrong before may have prevented a point, or the plan's end; then what was to follow it happens now, and so
     * does what was to follow later ones.
     */
    private static final Duration POINT_PATIENCE = Duration.ofSeconds(5);

    private final RelayPair pair;
    private final Part bot;
    private final FaultProxy proxy;
    /** When each frozen process goes on, in {@code nanoTime}. */
    private final Map<Long, Long> frozen = new HashMap<>();

    Troubles(RelayPair pair, FaultProxy proxy) {
        this.pair = pair;
        this.bot = pair.organisation().bot();
        this.proxy = proxy;
    }

    /** To be called right after the approval. */
    void happen(List<Fault> faults, JournalWatch watch) throws IOException, InterruptedException {
        Point point = Point.APPROVED;
        boolean goesOn = true;
        long from = System.nanoTime();
        for (Fault fault : faults) {
            if (fault.after() != point) {
                point = fault.after();
                goesOn = goesOn && watch.sees(point.name(), POINT_PATIENCE);
                from = System.nanoTime();
            }
            // the moment is the seed's, and nothing to wait for
            pause(from + TimeUnit.MILLISECONDS.toNanos(fault.afterMillis()));
            happens(fault);
        }
    }

    /** From now on nothing goes wrong, and all run. */
    void calm() throws IOException, InterruptedException {
        proxy.calm();
        List<Part> all = List.of(bot, pair.agents().get(0), pair.agents().get(1));
        for (Part part : all) {
            if (!part.isRunning()) {
                part.launch();
            }
        }
        for (Map.Entry<Long, Long> each : frozen.entrySet()) {
            pause(each.getValue());
            signal("CONT", each.getKey());
        }
        frozen.clear();
        for (Part part : all) {
            part.awaitReady();
        }
    }

    /** So that what is frozen can be stopped. */
    void thaw() throws IOException, InterruptedException {
        for (long pid : frozen.keySet()) {
            signal("CONT", pid);
        }
    }

    static void pause(long until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
    }

    private void happens(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL_BOT -> dies(bot, fault);
            case KILL_AGENT -> {
                Part agent = pair.agents().get(fault.agent());
                if (agent.isRunning()) {
                    frozen.remove(pair.pid(agent));
                }
                dies(agent, fault);
            }
            case FREEZE_AGENT -> {
                Part agent = pair.agents().get(fault.agent());
                if (agent.isRunning()) {
                    long pid = pair.pid(agent);
                    signal("STOP", pid);
                    frozen.put(pid, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fault.forMillis()));
                }
            }
            default -> proxy.arm(fault);
        }
    }

    /** It is not waited for: the next fault may hit it while it starts. */
    private static void dies(Part part, Fault fault) throws InterruptedException {
        part.kill9();
        if (fault.forMillis() < BACK_AT_ONCE_MILLIS) {
            part.launch();
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
