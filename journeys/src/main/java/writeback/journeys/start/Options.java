package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one wants started.
 *
 * @param project the project's root, built
 * @param run the run folder
 * @param directory the lab's directory: {@code memory} or {@code samba}
 * @param controller the loopback address of a Samba domain controller, whose ports are always the same; each one that
 *     runs at the same time needs its own
 * @param playground a folder with Microsoft 365 Agents Playground in its {@code node_modules}; empty: no Playgrounds
 * @param relay whether there is the practice relay; without it somebody adds one
 * @param coveragePage users that the bot asks its relay for at once when it walks over all
 */
public record Options(
        Path project,
        Path run,
        Ports ports,
        String directory,
        String controller,
        Optional<Path> playground,
        boolean relay,
        int coveragePage) {
    private static final int USUAL_PORT = 4400;
    private static final int USUAL_COVERAGE_PAGE = 250;

    /** So few that the sample users fill several pages, between which something can happen. */
    private static final int TESTS_COVERAGE_PAGE = 5;

    private static final String USUAL_CONTROLLER = "127.0.0.10";
    private static final String TESTS_CONTROLLER = "127.0.0.30";

    /** For a test: a temporary run folder, free ports, the directory in memory, no Playgrounds. */
    public static Options forTest() {
        try {
            Path run = Files.createTempDirectory("writeback-run");
            return new Options(
                    findProject(),
                    run,
                    Ports.anyFree(),
                    "memory",
                    TESTS_CONTROLLER,
                    Optional.empty(),
                    true,
                    TESTS_COVERAGE_PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the bot will be. */
    public String botUrl() {
        return BotConfiguration.url(ports);
    }

    public Options withDirectory(String kind) {
        return new Options(project, run, ports, kind, controller, playground, relay, coveragePage);
    }

    public Options withPlaygrounds() {
        return new Options(
                project, run, ports, directory, controller, Optional.of(installedPlayground()), relay, coveragePage);
    }

    /**
     * Reads the command line of {@code script/server}.
     *
     * @throws StartFailed naming an argument that is not known
     */
    static Options parse(String... arguments) {
        Path project = findProject();
        Options options = new Options(
                project,
                usualRun(project),
                new Ports(USUAL_PORT),
                "memory",
                USUAL_CONTROLLER,
                Optional.of(installedPlayground()),
                true,
                USUAL_COVERAGE_PAGE);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    /** Whether it runs where {@code script/chat} looks for it. */
    boolean isUsualRun() {
        return run.toAbsolutePath().normalize().equals(usualRun(project));
    }

    private static Path usualRun(Path project) {
        return project.resolve(".run/server");
    }

    private Options with(String argument) {
        if (argument.equals("--no-client")) {
            return new Options(project, run, ports, directory, controller, Optional.empty(), relay, coveragePage);
        }
        if (argument.equals("--no-relay")) {
            return new Options(project, run, ports, directory, controller, playground, false, coveragePage);
        }
        if (argument.equals("--directory=memory") || argument.equals("--directory=samba")) {
            return withDirectory(value(argument));
        }
        if (argument.matches("--port=\\d{1,5}")) {
            return new Options(
                    project,
                    run,
                    Ports.from(Integer.parseInt(value(argument))),
                    directory,
                    controller,
                    playground,
                    relay,
                    coveragePage);
        }
        if (argument.startsWith("--run=")) {
            return new Options(
                    project, Path.of(value(argument)), ports, directory, controller, playground, relay, coveragePage);
        }
        throw new StartFailed("Unknown argument " + argument
                + ". There are --directory=memory|samba, --no-client, --no-relay, --port=N and --run=FOLDER.");
    }

    private static String value(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }

    private static Path findProject() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isRegularFile(folder.resolve("journeys/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new StartFailed("Run this inside the project.");
        }
        return folder;
    }

    /** Where {@code script/server} and {@code script/test} install it. */
    private static Path installedPlayground() {
        String cache = System.getenv("WRITEBACK_CACHE");
        Path root = cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "writeback-bot")
                : Path.of(cache);
        return root.resolve("playground");
    }
}
