package writeback.relay.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Windows Event Log, log Application, by the system's own {@code eventcreate} (Microsoft's command reference,
 * "eventcreate": ids 1 to 1000; a source of one's own is registered by the first event, for which an administrator's rights
 * are needed once). Not thread-safe.
 */
final class WindowsEvents implements EventLog {

    private static final int COMMAND_GOOD = 100;
    private static final int COMMAND_BAD = 101;
    private static final int DROPPED = 102;
    private static final int WAIT_SECONDS = 10;

    private final List<String> program;

    /** @param program usually {@code eventcreate} alone */
    WindowsEvents(List<String> program) {
        this.program = List.copyOf(program);
    }

    @Override
    public String name() {
        return "the Windows Event Log";
    }

    @Override
    public void write(CommandEvent event) throws IOException {
        create(
                event.good() ? "INFORMATION" : "WARNING",
                event.good() ? COMMAND_GOOD : COMMAND_BAD,
                event.text() + "; command " + event.command() + ", tenant " + event.tenant() + ", premises "
                        + event.premises() + ", agent " + event.agent());
    }

    @Override
    public void writeDropped(long number) throws IOException {
        create("WARNING", DROPPED, number + " events were dropped while this log was away");
    }

    @Override
    public void close() {
        // nothing is open between two events
    }

    private void create(String type, int id, String text) throws IOException {
        List<String> words = new ArrayList<>(program);
        // Windows takes an argument apart by its own rules, so none holds a quote or anything else that means
        // something.
        String harmless = text.replaceAll("[^A-Za-z0-9 .,:;/@_-]", "?");
        words.addAll(List.of(
                "/L", "APPLICATION", "/SO", "WritebackRelay", "/T", type, "/ID", String.valueOf(id), "/D", harmless));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("eventcreate does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("eventcreate ends with " + process.exitValue()
                    + "; the first event of a source needs an administrator");
        }
    }
}
