package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The practice organisation as a process of its own; it ends when our end of its input closes, so also when we do. */
final class LabProcess implements AutoCloseable {

    private static final Path JAR = Path.of("..", "lab", "target", "lab-exec.jar");
    private static final int LAB_PORTS = 5;

    /** Other tests take 127.0.0.10 to .30. */
    private static final String SAMBA_ADDRESS = "127.0.0.40";

    private final Process process;
    private final Kind kind;
    private final JsonNode facts;

    private LabProcess(Process process, Kind kind, JsonNode facts) {
        this.process = process;
        this.kind = kind;
        this.facts = facts;
    }

    /** Starts one; it answers when this returns. */
    static LabProcess start(Kind kind) {
        if (!Files.isRegularFile(JAR)) {
            throw new AssertionError(JAR + " is missing: build the lab first (mvn -pl lab package)");
        }
        try {
            Path run = Files.createDirectories(Path.of("target", "lab-" + kind)).toAbsolutePath();
            Path log = run.resolveSibling("lab-" + kind + ".log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            JAR.toString(),
                            "--run=" + run,
                            "--directory=" + kind,
                            "--port=" + freePorts(),
                            "--sid-ip=" + SAMBA_ADDRESS)
                    .redirectError(log.toFile())
                    .start();
            String said = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (said == null || !said.startsWith("lab ready ")) {
                process.destroy();
                throw new AssertionError("the lab did not start: " + Files.readString(log));
            }
            return new LabProcess(
                    process, kind, JsonMapper.shared().readTree(Files.readString(Path.of(said.substring(10)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Directory directory() {
        JsonNode at = facts.path("directory");
        LabSwitches switches = new LabSwitches(facts.path("page").stringValue());
        return new Directory(
                kind,
                text(at, "domainController"),
                text(at, "host"),
                Map.of(text(at.path("replica"), "domainController"), text(at.path("replica"), "host")),
                at.path("port").intValue(),
                Path.of(text(facts, "ca")),
                text(at, "domain"),
                text(at, "baseDn"),
                Path.of(text(at, "sysvol")),
                text(at, "pilotOu"),
                text(at.path("testAccount"), "dn"),
                new Directory.Accounts(
                        account("administrator"),
                        account("reading"),
                        account("changing"),
                        account("rehearsal"),
                        account("connector")),
                switches::refreshGroupPolicy,
                switches);
    }

    private Account account(String name) {
        JsonNode account = facts.path("directory").path("accounts").path(name);
        return new Account(text(account, "dn"), text(account, "sam"), Path.of(text(account, "passwordFile")));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the lab did not stop by itself");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePorts() {
        Random random = new Random();
        // Below those that the system gives to whoever connects somewhere.
        return IntStream.generate(() -> 12_000 + LAB_PORTS * random.nextInt(800))
                .limit(200)
                .filter(first -> IntStream.range(first, first + LAB_PORTS).allMatch(LabProcess::isFree))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no five free ports in a row"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
