package writeback.lab.directory.samba;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.directory.DirectoryTrouble;

/**
 * The controller in its own namespaces: a JSON line for each request, one for each answer. It ends when this process's
 * end of its input closes, so also when the lab is killed. Thread-safe.
 */
final class ControllerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream requests;
    private final Path log;

    /**
     * Starts it with its settings.
     *
     * @param root the shared root file system
     * @param domain the domain's own folder, which becomes {@code /srv}
     */
    ControllerProcess(Path root, Path domain, Map<String, Object> settings) {
        this.log = domain.resolve("controller.log");
        try {
            process = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "sh",
                            domain.resolve("enter.sh").toString(),
                            root.toString(),
                            domain.toString())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new DirectoryTrouble("the domain controller did not start: " + e.getMessage(), e);
        }
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = process.getOutputStream();
        ask(settings);
    }

    /** Lets the controller do one thing and gives its answer. */
    JsonNode request(String what, Map<String, Object> with) {
        Map<String, Object> request = new java.util.LinkedHashMap<>(with);
        request.put("do", what);
        return ask(request);
    }

    private synchronized JsonNode ask(Map<String, Object> request) {
        try {
            requests.write((json.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
            String line = read();
            JsonNode answer = json.readTree(line);
            if (!answer.path("ok").asBoolean(false)) {
                throw new DirectoryTrouble(
                        "the domain controller: " + answer.path("error").asString("no reason given"));
            }
            return answer;
        } catch (IOException e) {
            throw new DirectoryTrouble("the domain controller does not answer any more: " + lastWords(), e);
        }
    }

    private String read() throws IOException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                String read = answers.readLine();
                return read == null ? "" : read;
            } catch (IOException e) {
                return "";
            }
        });
        try {
            String read = line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (read.isEmpty()) {
                throw new IOException("it has ended");
            }
            return read;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("no answer in " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /** The end of the controller's log, for people. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read)";
        }
    }

    /** Stops Samba and everything else in there. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
