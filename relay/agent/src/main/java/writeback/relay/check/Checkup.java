package writeback.relay.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Goes through the topics side by side, and ends in time whatever they wait for. */
final class Checkup {

    private final Duration limit;

    /** @param limit for all of them together */
    Checkup(Duration limit) {
        this.limit = limit;
    }

    /** What was found, topic by topic in their order. */
    List<Point> of(List<Topic> topics) {
        long end = System.nanoTime() + limit.toNanos();
        List<Running> all = topics.stream().map(Running::new).toList();
        all.forEach(Running::start);
        List<Point> points = new ArrayList<>();
        for (Running each : all) {
            points.addAll(each.result(end, limit));
        }
        return points;
    }

    /** A topic under way, in a thread that keeps no process alive. */
    private static final class Running {

        private final Sheet sheet;
        private final FutureTask<Void> task;
        private final Thread thread;

        Running(Topic topic) {
            this.sheet = new Sheet(topic.title());
            this.task = new FutureTask<>(() -> {
                topic.look(sheet);
                return null;
            });
            this.thread = new Thread(task, "check " + topic.title());
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        List<Point> result(long end, Duration limit) {
            try {
                task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                sheet.problem(
                        "the rest of this",
                        "was not looked at: it took more than " + limit.toSeconds() + " s",
                        "see what answers slowly above, and check again");
                task.cancel(true);
            } catch (ExecutionException e) {
                sheet.problem(
                        "the rest of this",
                        "was not looked at, for a fault in this program: " + e.getCause(),
                        "report it with the lines above");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                sheet.problem("the rest of this", "was not looked at: the check was stopped", "check again");
            }
            return sheet.close();
        }
    }
}
