package writeback.relay.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** What the lines of a journal say, taken together. Not thread-safe. */
final class Memory {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Set<String>> refusals = new HashMap<>();
    private @Nullable String owner;
    private @Nullable String missing;

    Optional<Entry> find(String command) {
        return Optional.ofNullable(entries.get(command));
    }

    Optional<Entry> find(String planHash, int actionIndex) {
        return entries.values().stream()
                .filter(entry -> entry.planHash().equals(planHash) && entry.actionIndex() == actionIndex)
                .max((one, other) -> one.stage().compareTo(other.stage()));
    }

    /** Whether a command was refused with this code before. */
    boolean refused(String command, String code) {
        return refusals.getOrDefault(command, Set.of()).contains(code);
    }

    /** Whose journal it is; empty for one of an older version. */
    Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /** The line that the bot knows and the journal had not. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    boolean anythingInHand() {
        return entries.values().stream().anyMatch(Entry::inHand);
    }

    /** Whatever was in hand when the last line was written, the agent died with. */
    void diedHere() {
        entries.replaceAll((command, entry) -> entry.inHand() ? entry.died() : entry);
    }

    void replay(String text) {
        try {
            apply(ProtocolJson.read(text, JournalLine.class));
        } catch (MalformedMessageException e) {
            // the hash says that we wrote it, so it was a later version of us
            throw new IllegalStateException("the journal is from a newer version of the relay: " + e.getMessage(), e);
        }
    }

    void apply(JournalLine line) {
        switch (line.event()) {
            case BEGUN -> owner = line.agent();
            case RECEIVED -> received(line);
            case STARTED -> change(line, entry -> entry.started(line.fence(), line.at(), line.operator()));
            case DONE -> change(line, entry -> entry.done(line.fence(), line.outcome()));
            case IN_DOUBT -> change(line, Entry::laidDown);
            case LEFT ->
                entries.replaceAll((command, entry) ->
                        line.command().isEmpty() || line.command().equals(command) ? entry.laidDown() : entry);
            case REFUSED -> {
                entries.computeIfPresent(line.command(), (command, entry) -> entry.laidDown());
                if (line.outcome() instanceof Outcome.Refused refused) {
                    refusals.computeIfAbsent(line.command(), command -> new HashSet<>())
                            .add(refused.code());
                }
            }
            case LOST -> {
                missing = String.valueOf(line.missing());
                owner = line.agent();
            }
        }
    }

    private void received(JournalLine line) {
        if (line.digest() == null || line.planHash() == null || line.actionIndex() == null) {
            throw new IllegalStateException("a received command has its digest, plan and index");
        }
        Entry first = Entry.taken(line.command(), line.fence(), line.digest(), line.planHash(), line.actionIndex());
        entries.merge(line.command(), first, (known, again) -> known.again(line.fence()));
    }

    private void change(JournalLine line, UnaryOperator<Entry> step) {
        Entry known = entries.get(line.command());
        if (known == null) {
            throw new IllegalStateException("command " + line.command() + " was never received");
        }
        entries.put(line.command(), step.apply(known));
    }
}
