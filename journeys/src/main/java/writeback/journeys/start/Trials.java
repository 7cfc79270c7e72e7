package writeback.journeys.start;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one start of each part, after a build, that makes all later ones quick. */
final class Trials {

    /** The JVM writes the archive of its classes when it ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Commands commands;
    private final RunFolder folder;

    Trials(Commands commands, RunFolder folder) {
        this.commands = commands;
        this.folder = folder;
    }

    /** Before the real one, whose ports it takes. */
    void ofLab() throws InterruptedException {
        String name = "lab-trial";
        commands.labJar()
                .prepare(jar -> startAndStop(new Part(
                        name,
                        commands.lab(jar, folder.workingFolder(name), "memory"),
                        folder,
                        Readiness.line("lab ready "),
                        died -> {})));
    }

    /** Before the real one, beside the lab and with its configuration. */
    void ofBot(Readiness answers) throws InterruptedException {
        commands.botJar()
                .prepare(jar -> startAndStop(new Part("bot-trial", commands.bot(jar), folder, answers, died -> {})));
    }

    /** Lets it check its configuration: unlike a start, that changes nothing, here or in the bot. Whatever it finds is right. */
    void ofAgent() throws InterruptedException {
        commands.agentJar().prepare(jar -> {
            try {
                Process check = new ProcessBuilder(commands.agent(jar, "check"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.log("agent-trial").toFile())
                        .start();
                if (!check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    check.destroyForcibly().waitFor();
                }
            } catch (IOException e) {
                throw new StartFailed("the relay's check did not start: " + e.getMessage());
            }
        });
    }

    private static void startAndStop(Part part) throws InterruptedException {
        part.start();
        part.stop(PATIENCE);
    }
}
