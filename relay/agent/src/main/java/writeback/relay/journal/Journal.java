package writeback.relay.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.journal.JournalLine.Event;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.MalformedPlanException;

/**
 * The agent's memory of changes. Each step is on disk before the next one is made: what was started and is not done when
 * the agent starts again is in doubt, and is never run again. Reading operations are not kept. Thread-safe; an interrupted
 * thread writes like any other.
 */
public final class Journal implements AutoCloseable {

    static final String FILE = "journal";

    private static final Logger LOG = System.getLogger(Journal.class.getName());

    private final JournalFile file;
    private final Memory memory;
    private final String agent;
    private final Clock clock;
    private @Nullable ChainHead trail;
    private @Nullable ChainHead lost;

    private Journal(JournalFile file, Memory memory, String agent, Clock clock) {
        this.file = file;
        this.memory = memory;
        this.agent = agent;
        this.clock = clock;
    }

    /**
     * Opens {@code journal} in the data folder. One that another agent began, or this one under another id, is set aside
     * and a new one begun.
     *
     * @throws IOException when it cannot be read, or another agent uses the folder
     */
    public static Journal open(Path dataFolder, String agent, Clock clock) throws IOException {
        Path path = dataFolder.resolve(FILE);
        Memory memory = new Memory();
        JournalFile file = JournalFile.open(path, memory::replay);
        Optional<String> another = memory.owner().filter(owner -> !owner.equals(agent));
        if (another.isPresent()) {
            file.close();
            Path aside = moveAside(path, clock);
            LOG.log(Level.WARNING, "The journal was agent {0}''s; it is now {1}", another.get(), aside);
            memory = new Memory();
            file = JournalFile.open(path, memory::replay);
        }
        memory.diedHere();
        return new Journal(file, memory, agent, clock);
    }

    /**
     * Sets the journal aside, so that the next start begins a new one: for an agent that is enrolled again.
     *
     * @return where it is now; empty when there was none
     * @throws IOException when an agent uses it
     */
    public static Optional<Path> setAside(Path dataFolder, Clock clock) throws IOException {
        Path path = dataFolder.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        JournalFile.open(path, text -> {}).close();
        return Optional.of(moveAside(path, clock));
    }

    /** Why the journal cannot be relied on, if so. Then no change may run. */
    public synchronized Optional<String> damage() {
        return file.damage();
    }

    /** Why this is not the journal that the bot knows, if so. Then no change may run until the agent is enrolled again. */
    public synchronized Optional<String> loss() {
        return memory.missing()
                .or(() -> Optional.ofNullable(lost).map(ChainHead::text))
                .map(missing -> "the bot knows line " + missing.replaceFirst(":.*", "") + " of this relay's journal,"
                        + " which is not there: the journal was deleted, or an older copy put in its place. Enrol the"
                        + " relay again (writeback-relay enrol --again), or register it under a new id");
    }

    public synchronized Optional<Entry> find(String command) {
        return memory.find(command);
    }

    /** What is known of one action of one plan, under whatever command; the furthest if there are several. */
    public synchronized Optional<Entry> find(String planHash, int actionIndex) {
        return memory.find(planHash, actionIndex);
    }

    /** The newest line, for the bot's trail to cite; empty when there is none or the journal cannot be relied on. */
    public synchronized Optional<ChainHead> head() {
        return damage().isPresent() || loss().isPresent() ? Optional.empty() : file.head();
    }

    /**
     * What the bot knows of both trails, before anything else of its message counts. Its own head is cited in the lines
     * that follow. If it knows a line that is not here, the journal says so from now on, whatever is written into it.
     */
    public synchronized void hear(Heads heads) {
        trail = heads.trail() == null ? trail : heads.trail();
        ChainHead known = heads.journal();
        if (known == null || file.holds(known) || memory.missing().isPresent()) {
            return;
        }
        lost = known;
        LOG.log(Level.ERROR, "No change will run: {0}", loss().orElse(""));
        try {
            write(JournalLine.whole(Event.LOST, clock.instant(), agent, known.text()));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The loss cannot be written down either: {0}", e.getMessage());
        }
    }

    /**
     * A change that the guard let through, once for each attempt at it. The same command may be received again under a
     * higher fencing number.
     *
     * @throws IOException when it is not on disk; the change must not be started then
     */
    public synchronized void received(Command command, PlannedChange change) throws IOException {
        write(JournalLine.received(
                clock.instant(), command, change, requester(change), trail == null ? null : trail.text()));
    }

    /** @throws IOException when it is not on disk; the change must not be started then */
    public void started(String command, long fence) throws IOException {
        started(command, fence, null);
    }

    /**
     * A change begins.
     *
     * @param operator who carries it out at the console; null when the agent does
     * @throws IOException when it is not on disk; the change must not be started then
     */
    public synchronized void started(String command, long fence, @Nullable String operator) throws IOException {
        write(JournalLine.started(clock.instant(), command, fence, operator));
    }

    /** @throws IOException when it is not on disk; the change will be in doubt after a restart */
    public synchronized void done(String command, long fence, Outcome outcome) throws IOException {
        write(JournalLine.ended(Event.DONE, clock.instant(), command, fence, outcome));
    }

    /** What ends in doubt, as an attempt or after it was left to an operator: it may be looked at again. */
    public synchronized void inDoubt(String command, long fence, Outcome.InDoubt outcome) throws IOException {
        if (memory.find(command)
                .filter(entry -> entry.stage() != Entry.Stage.DONE)
                .isPresent()) {
            write(JournalLine.ended(Event.IN_DOUBT, clock.instant(), command, fence, outcome));
        }
    }

    /** A change that was not started. The same refusal of the same command is written once for each attempt. */
    public synchronized void refused(Command command, long fence, Outcome.Refused outcome) throws IOException {
        boolean attempt = memory.find(command.id()).filter(Entry::inHand).isPresent();
        boolean over = memory.find(command.id())
                .filter(entry -> entry.stage() == Entry.Stage.DONE)
                .isPresent();
        if (attempt || (!over && !memory.refused(command.id(), outcome.code()))) {
            write(JournalLine.refused(clock.instant(), command, fence, outcome));
        }
    }

    /** A change that is neither started nor answered: the bot hands it out again, here or elsewhere. */
    public synchronized void left(String command, long fence) throws IOException {
        if (memory.find(command).filter(Entry::inHand).isPresent()) {
            write(JournalLine.left(clock.instant(), command, fence));
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (memory.anythingInHand()) {
                write(JournalLine.left(clock.instant(), "", 0));
            }
        } finally {
            file.close();
        }
    }

    private void write(JournalLine line) throws IOException {
        if (file.head().isEmpty()) {
            append(JournalLine.whole(Event.BEGUN, clock.instant(), agent, null));
        }
        append(line);
    }

    private void append(JournalLine line) throws IOException {
        file.append(ProtocolJson.write(line));
        memory.apply(line);
    }

    private static @Nullable String requester(PlannedChange change) {
        try {
            return CanonicalPlan.read(change.plan()).requester();
        } catch (MalformedPlanException e) {
            return null;
        }
    }

    private static Path moveAside(Path path, Clock clock) throws IOException {
        String when = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().replace(':', '.');
        return Files.move(path, path.resolveSibling(FILE + "-until-" + when));
    }
}
