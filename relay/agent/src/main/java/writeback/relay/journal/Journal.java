package writeback.relay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import writeback.relay.journal.JournalLine.Event;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;

/**
 * The agent's memory of changes. Each step is on disk before the next one is made: what was started and is not done when
 * the agent starts again is in doubt, and is never run again. Reading operations are not kept. Thread-safe.
 */
public final class Journal implements AutoCloseable {

    private final JournalFile file;
    private final Clock clock;
    private final Map<String, Entry> entries;

    private Journal(JournalFile file, Clock clock, Map<String, Entry> entries) {
        this.file = file;
        this.clock = clock;
        this.entries = entries;
    }

    /**
     * Opens {@code journal} in the data folder.
     *
     * @throws IOException when it cannot be read, or another agent uses the folder
     */
    public static Journal open(Path dataFolder, Clock clock) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        JournalFile file = JournalFile.open(dataFolder.resolve("journal"), text -> replay(text, entries));
        return new Journal(file, clock, entries);
    }

    /** Why the journal cannot be relied on, if so. Then no change may run. */
    public synchronized Optional<String> damage() {
        return file.damage();
    }

    public synchronized Optional<Entry> find(String command) {
        return Optional.ofNullable(entries.get(command));
    }

    /** What is known of one action of one plan, under whatever command; the furthest if there are several. */
    public synchronized Optional<Entry> find(String planHash, int actionIndex) {
        return entries.values().stream()
                .filter(entry -> entry.planHash().equals(planHash) && entry.actionIndex() == actionIndex)
                .max((one, other) -> one.stage().compareTo(other.stage()));
    }

    /**
     * A change that the guard let through. The same command may be received again under a higher fencing number.
     *
     * @throws IOException when it is not on disk; the change must not be started then
     */
    public synchronized void received(Command command, PlannedChange change) throws IOException {
        write(new JournalLine(
                Event.RECEIVED,
                clock.instant(),
                command.id(),
                command.fence(),
                Digest.of(command),
                command.operation(),
                change.changeId(),
                change.hash(),
                change.actionIndex(),
                null));
    }

    /** @throws IOException when it is not on disk; the change must not be started then */
    public synchronized void started(String command, long fence) throws IOException {
        write(new JournalLine(Event.STARTED, clock.instant(), command, fence, null, null, null, null, null, null));
    }

    /** @throws IOException when it is not on disk; the change will be in doubt after a restart */
    public synchronized void done(String command, long fence, Outcome outcome) throws IOException {
        write(new JournalLine(Event.DONE, clock.instant(), command, fence, null, null, null, null, null, outcome));
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void write(JournalLine line) throws IOException {
        file.append(ProtocolJson.write(line));
        apply(line, entries);
    }

    private static void replay(String text, Map<String, Entry> entries) {
        try {
            apply(ProtocolJson.read(text, JournalLine.class), entries);
        } catch (MalformedMessageException e) {
            // the hash says that we wrote it, so it was a later version of us
            throw new IllegalStateException("the journal is from a newer version of the relay: " + e.getMessage(), e);
        }
    }

    private static void apply(JournalLine line, Map<String, Entry> entries) {
        Entry known = entries.get(line.command());
        if (line.event() == Event.RECEIVED) {
            if (line.digest() == null || line.planHash() == null || line.actionIndex() == null) {
                throw new IllegalStateException("a received command has its digest, plan and index");
            }
            Entry entry = new Entry(
                    line.command(),
                    line.fence(),
                    line.digest(),
                    line.planHash(),
                    line.actionIndex(),
                    Entry.Stage.RECEIVED,
                    null);
            entries.merge(line.command(), entry, (old, again) -> old.at(old.stage(), again.fence(), old.outcome()));
        } else if (known == null) {
            throw new IllegalStateException("command " + line.command() + " was never received");
        } else if (line.event() == Event.STARTED) {
            entries.put(line.command(), known.at(Entry.Stage.STARTED, line.fence(), null));
        } else {
            entries.put(line.command(), known.at(Entry.Stage.DONE, line.fence(), line.outcome()));
        }
    }
}
