package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The lab as its own process: how it starts, what it leaves and how it ends. */
@Timeout(120)
class LabProcessTest {
    @TempDir
    Path folder;

    private @Nullable Process process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhereItIsAndStopsWhenItsInputCloses() throws Exception {
        Process lab = start("--run=" + folder.resolve("run"), "--port=" + TestLab.freePorts());

        assertThat(firstLine(lab)).isEqualTo("lab ready " + folder.resolve("run/lab.json"));
        JsonNode description = TestLab.JSON.readTree(Files.readString(folder.resolve("run/lab.json")));
        assertThat(description.path("people")).hasSize(4);
        assertThat(description.at("/directory/port").asInt()).isPositive();

        lab.getOutputStream().close();
        assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.exitValue()).isZero();
    }

    @Test
    void stopsOnTermAndLeavesItsPortsFree() throws Exception {
        int port = TestLab.freePorts();
        Process lab = start("--run=" + folder.resolve("run"), "--port=" + port);
        firstLine(lab);

        lab.destroy();

        assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
        new Ports(port).check();
    }

    @Test
    void namesABusyPortAndTheOptionInOneLine() throws Exception {
        int port = TestLab.freePorts();
        try (ServerSocket busy = new ServerSocket(port + 2, 1, InetAddress.getByName("127.0.0.1"))) {
            Process lab = start("--run=" + folder.resolve("run"), "--port=" + port);

            assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lab.exitValue()).isEqualTo(2);
            assertThat(errors(lab))
                    .containsExactly("lab: port " + busy.getLocalPort()
                            + " for Graph is taken by another process; stop that one or choose five others with"
                            + " --port=N");
        }
    }

    @Test
    void refusesAnOptionItDoesNotKnow() throws Exception {
        Process lab = start("--rum=x");

        assertThat(lab.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.exitValue()).isEqualTo(2);
        assertThat(errors(lab)).singleElement().asString().startsWith("lab: do not know --rum=x; usage:");
    }

    @Test
    void whatItWritesIsItsOwnersOnly() throws Exception {
        Process lab = start("--run=" + folder.resolve("run"), "--port=" + TestLab.freePorts());
        firstLine(lab);

        try (Stream<Path> files = Files.walk(folder.resolve("run"), 1)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "writeback.lab.Main"));
        command.addAll(List.of(arguments));
        Process started = new ProcessBuilder(command).start();
        process = started;
        return started;
    }

    private static String firstLine(Process lab) throws IOException {
        return String.valueOf(
                new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    private static List<String> errors(Process lab) throws IOException {
        return new String(lab.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
