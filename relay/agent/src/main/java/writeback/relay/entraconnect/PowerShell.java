package writeback.relay.entraconnect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * Runs one of the agent's scripts in a PowerShell process of its own, for a limited time and with a limited output.
 * Thread-safe.
 */
final class PowerShell {

    private static final int OUTPUT_AT_MOST = 1 << 20;
    private static final int DETAIL_AT_MOST = 300;

    /** A grandchild may hold the streams open after the process has ended. */
    private static final Duration STREAMS_END_WITHIN = Duration.ofSeconds(5);

    /** What could be taken for a parameter's name, or break out of the quotation marks of a Windows command line. */
    private static final Pattern UNSAFE = Pattern.compile("^-|[\"\\p{Cntrl}]");

    private final List<String> command;
    private final ScriptFolder scripts;
    private final Duration limit;

    PowerShell(List<String> command, ScriptFolder scripts, Duration limit) {
        this.command = List.copyOf(command);
        this.scripts = scripts;
        this.limit = limit;
    }

    /** What a script wrote to its two streams, having ended well. */
    record Output(String out, String errors) {}

    /** @param parameters by name; each value is an argument of its own */
    Sighting<Output> run(Script script, Map<String, String> parameters) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (UNSAFE.matcher(parameter.getValue()).find()) {
                return Sighting.unseen(
                        Cause.FAILED, "-" + parameter.getKey() + " of " + script.cmdlet() + " is unsafe");
            }
        }
        Process process;
        try {
            process = new ProcessBuilder(words(scripts.file(script), parameters)).start();
        } catch (IOException e) {
            return Sighting.unseen(Cause.UNREACHABLE, "PowerShell cannot be started: " + e.getMessage());
        }
        try {
            process.getOutputStream().close();
            return finish(process, script);
        } catch (IOException e) {
            return Sighting.unseen(Cause.FAILED, script.cmdlet() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sighting.unseen(Cause.FAILED, script.cmdlet() + " was interrupted");
        } finally {
            kill(process);
        }
    }

    private List<String> words(Path file, Map<String, String> parameters) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("-NoLogo", "-NoProfile", "-NonInteractive", "-File", file.toString()));
        parameters.forEach((name, value) -> {
            words.add("-" + name);
            words.add(value);
        });
        return words;
    }

    private Sighting<Output> finish(Process process, Script script) throws InterruptedException {
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return Sighting.unseen(
                    Cause.TIMEOUT, script.cmdlet() + " did not end within " + limit.toSeconds() + " s and was killed");
        }
        try {
            CompletableFuture.allOf(out, errors).get(STREAMS_END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Sighting.unseen(
                    Cause.TIMEOUT,
                    script.cmdlet() + " ended, and its output not within " + STREAMS_END_WITHIN.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Sighting.unseen(Cause.FAILED, script.cmdlet() + ": " + e.getCause());
        }
        String said = out.join();
        String complained = errors.join();
        if (said.length() > OUTPUT_AT_MOST) {
            return Sighting.unseen(Cause.MALFORMED, script.cmdlet() + " wrote over " + OUTPUT_AT_MOST + " characters");
        }
        if (process.exitValue() != 0) {
            return Sighting.unseen(
                    Cause.FAILED,
                    script.cmdlet() + " ended with " + process.exitValue() + ": " + firstLine(complained));
        }
        return Sighting.seen(new Output(said, complained));
    }

    /** Reads to the end so that the process is not held up, but keeps no more than can be right. */
    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (stream) {
                        byte[] kept = stream.readNBytes(OUTPUT_AT_MOST + 1);
                        stream.transferTo(OutputStream.nullOutputStream());
                        text.complete(new String(kept, StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "powershell-output");
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    static String firstLine(String text) {
        String line = text.lines()
                .map(each -> each.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("no message");
        return line.length() > DETAIL_AT_MOST ? line.substring(0, DETAIL_AT_MOST) : line;
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
