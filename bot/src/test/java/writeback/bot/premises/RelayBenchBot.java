package writeback.bot.premises;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import com.sun.management.OperatingSystemMXBean;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import writeback.bot.premises.reading.PremisesReading;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;

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
        static CountedDatabase countedDatabase() {
            return new CountedDatabase();
        }

        @Bean
        FilterRegistrationBean<RelayDoorWatch> watch() {
            FilterRegistrationBean<RelayDoorWatch> watch = new FilterRegistrationBean<>(new RelayDoorWatch());
            watch.addUrlPatterns("/relay/v1/poll", "/relay/v1/replies");
            watch.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            return watch;
        }

        @Bean
        RouterFunction<ServerResponse> doors(
                PremisesReading reading,
                Relays relays,
                JdbcClient jdbc,
                CountedDatabase database,
                FilterRegistrationBean<RelayDoorWatch> watch) {
            jdbc.sql("create table if not exists bench_commit (text varchar(400))")
                    .update();
            return route().POST("/bench/plain", request -> text(request.body(String.class)))
                    .GET(
                            "/bench/looks",
                            request -> looks(reading, watch.getFilter(), number(request, "n"), number(request, "side")))
                    .GET("/bench/commits", request -> commits(jdbc, number(request, "n")))
                    .GET("/bench/spent", request -> spent(database))
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

        /** So many looks, so many at a time: the hops of each, which are right for one at a time only. */
        private static ServerResponse looks(PremisesReading reading, RelayDoorWatch watch, int number, int side) {
            AtomicInteger left = new AtomicInteger(number);
            ConcurrentLinkedQueue<String> took = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Void>> lines = new ArrayList<>();
            for (int i = 0; i < side; i++) {
                lines.add(CompletableFuture.runAsync(
                        () -> {
                            while (left.getAndDecrement() > 0) {
                                took.add(look(reading, watch).line());
                            }
                        },
                        task -> new Thread(task, "bench").start()));
            }
            lines.forEach(CompletableFuture::join);
            return text(String.join("\n", took));
        }

        /** The agent of the bench gives {@link System#nanoTime} as the time of its look. */
        private static Hops look(PremisesReading reading, RelayDoorWatch watch) {
            long asked = System.nanoTime();
            CompletableFuture<Sighting<DirectoryFacts>> look = reading.directory(PATIENCE);
            long ordered = System.nanoTime();
            if (!(look.join() instanceof Seen<DirectoryFacts> seen)) {
                throw new IllegalStateException("a look was not answered");
            }
            long answered = System.nanoTime();
            Instant read = seen.value().readAt();
            return new Hops(
                    asked,
                    ordered,
                    watch.handed(),
                    TimeUnit.SECONDS.toNanos(read.getEpochSecond()) + read.getNano(),
                    watch.replied(),
                    answered);
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
            return text(took.stream().map(String::valueOf).collect(Collectors.joining("\n")));
        }

        /** Since the start: CPU time in nanoseconds, statements, commits. */
        private static ServerResponse spent(CountedDatabase database) {
            return text(cpu() + "\n" + database.statements() + "\n" + database.commits());
        }

        /** Heap that lives and resident memory in bytes, threads, CPU time so far in nanoseconds. */
        private static ServerResponse state() {
            long cpu = cpu();
            ManagementFactory.getMemoryMXBean().gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            return text(heap + "\n" + resident() + "\n" + threads + "\n" + cpu);
        }

        private static long cpu() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
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
