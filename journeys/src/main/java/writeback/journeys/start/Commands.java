package writeback.journeys.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command lines of the parts. */
class Commands {
    /** They start often and do little here: quick to start matters more than quick in the long run. */
    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");

    private final Options options;

    Commands(Options options) {
        this.options = options;
    }

    QuickJar labJar() {
        return new QuickJar(execJar("lab/target"));
    }

    QuickJar botJar() {
        return new QuickJar(execJar("bot/target"));
    }

    QuickJar agentJar() {
        return new QuickJar(execJar("relay/agent/target"));
    }

    List<String> lab(Path labFolder) {
        return lab(labJar().arguments(), labFolder, options.directory());
    }

    /** @param jar what says to {@code java} which jar, and how */
    List<String> lab(List<String> jar, Path labFolder, String directory) {
        return java(
                jar,
                "--run=" + labFolder,
                "--directory=" + directory,
                "--port=" + options.ports().page(),
                "--sid-ip=" + options.controller());
    }

    List<String> bot() {
        return bot(botJar().arguments());
    }

    List<String> bot(List<String> jar) {
        return java(
                jar,
                "--spring.config.additional-location=file:"
                        + options.run().toAbsolutePath().resolve("bot.yaml"));
    }

    List<String> agent() {
        return agent(agentJar().arguments(), "run");
    }

    /** @param word what it is told to do */
    List<String> agent(List<String> jar, String word) {
        return java(
                jar, word, options.run().toAbsolutePath().resolve("relay.yaml").toString());
    }

    List<String> playground(String person, int port, String channelBase) {
        Path installed = options.playground()
                .map(at -> at.resolve("node_modules/@microsoft/m365agentsplayground/cli.js"))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new StartFailed("Microsoft 365 Agents Playground is not installed in "
                        + options.playground().map(Path::toString).orElse("?")
                        + ". Install it with script/lib/npm-folder script/lib/playground --install, or do without it:"
                        + " --no-client."));
        return List.of(
                "node",
                "-r",
                options.project()
                        .resolve("script/lib/playground/bind-loopback.cjs")
                        .toString(),
                installed.toString(),
                "-e",
                channelBase + "/playground/" + person + "/api/messages",
                "-c",
                "msteams",
                "-p",
                Integer.toString(port),
                "--su",
                "http://127.0.0.1:" + port + "/_connector",
                "--dt");
    }

    private Path execJar(String target) {
        Path in = options.project().resolve(target);
        try (Stream<Path> jars = Files.list(in)) {
            return jars.filter(jar -> jar.toString().endsWith("exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no exec.jar"));
        } catch (IOException e) {
            throw new StartFailed(in + " holds no jar to run. Build first: mvn -q package -DskipTests");
        }
    }

    private static List<String> java(List<String> jar, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIGHT);
        command.addAll(jar);
        command.addAll(List.of(arguments));
        return command;
    }
}
