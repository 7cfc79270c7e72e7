package writeback.bot.premises;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import writeback.bot.premises.reading.PremisesReading;
import writeback.relay.protocol.fact.Seen;

/** The bot of {@link RelayBench}, a process: the premises room as it is, and doors by which it is measured. */
final class RelayBenchBot {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RelayBenchBot() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(PracticeBot.Ground.class, Doors.class)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("answers", new PracticeBot.Answers()))
                .run(args);
    }

    /** Not found by a scan: given as a source. */
    static class Doors {

        private final Instant started = Clock.systemUTC().instant();

        @Bean
        RouterFunction<ServerResponse> doors(PremisesReading reading, Relays relays, JdbcClient jdbc) {
            jdbc.sql("create table if not exists bench_commit (text varchar(400))")
                    .update();
            return route().POST("/bench/plain", request -> text(request.body(String.class)))
                    .GET("/bench/looks", request -> looks(reading, number(request, "n"), number(request, "side")))
                    .GET("/bench/commits", request -> commits(jdbc, number(request, "n")))
                    .GET("/bench/state", request -> state())
                    .GET("/bench/back", request -> back(relays))
                    .build();
        }

        private static int number(ServerRequest request, String name) {
            return Integer.parseInt(request.param(name).orElseThrow());
        }

        private static ServerResponse text(String body) {
            return ServerResponse.ok().body(body);
        }

        /** So many looks, so many at a time: how long all took, then each, in nanoseconds. */
        private static ServerResponse looks(PremisesReading reading, int number, int side) {
            AtomicInteger left = new AtomicInteger(number);
            ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
            long start = System.nanoTime();
            List<CompletableFuture<Void>> lines = new ArrayList<>();
            for (int i = 0; i < side; i++) {
                lines.add(CompletableFuture.runAsync(
                        () -> {
                            while (left.getAndDecrement() > 0) {
                                long one = System.nanoTime();
                                if (!(reading.directory(PATIENCE).join() instanceof Seen)) {
                                    throw new IllegalStateException("a look was not answered");
                                }
                                took.add(System.nanoTime() - one);
                            }
                        },
                        task -> new Thread(task, "bench").start()));
            }
            lines.forEach(CompletableFuture::join);
            return text(System.nanoTime() - start + "\n" + lines(took));
        }

        private static ServerResponse commits(JdbcClient jdbc, int number) {
            List<Long> took = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                long one = System.nanoTime();
                jdbc.sql("insert into bench_commit (text) values (?)")
                        .param("x".repeat(400))
                        .update();
                took.add(System.nanoTime() - one);
            }
            return text(lines(took));
        }

        private static String lines(Collection<Long> took) {
            return took.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }

        /** Heap that lives and resident memory in bytes, threads, CPU time so far in nanoseconds. */
        private static ServerResponse state() {
            long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            ManagementFactory.getMemoryMXBean().gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            return text(heap + "\n" + resident() + "\n" + threads + "\n" + cpu);
        }

        private static long resident() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** How many relays have polled since this process began. */
        private ServerResponse back(Relays relays) {
            long back = relays.list().stream()
                    .map(Relay::lastPoll)
                    .filter(poll -> poll != null && poll.isAfter(started))
                    .count();
            return text(String.valueOf(back));
        }
    }
}
