package writeback.relay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Outcome;

/**
 * The journal as its owner reads it: what each line says, with what an earlier line said of the same command, and whether
 * the chain holds. Reads beside a running agent, and never writes.
 *
 * @param rows up to the first line that does not fit
 * @param head the newest of these lines; empty when there is none
 * @param damage what does not fit, if anything
 */
public record JournalReport(List<Row> rows, Optional<ChainHead> head, Optional<String> damage) {

    /**
     * One line. What is null is not known, or does not belong to such a line.
     *
     * @param number from 1
     * @param event such as {@code received}, {@code in-doubt}
     * @param trail the row of the bot's trail that the line cites, {@code NUMBER:HASH}
     * @param missing the line that the bot knows and the journal has not, {@code NUMBER:HASH}
     */
    public record Row(
            long number,
            String hash,
            Instant at,
            String event,
            @Nullable String command,
            @Nullable String operation,
            @Nullable String changeId,
            @Nullable String planHash,
            @Nullable Integer actionIndex,
            @Nullable String requester,
            @Nullable List<String> approvers,
            @Nullable String operator,
            @Nullable Outcome outcome,
            @Nullable String agent,
            @Nullable String trail,
            @Nullable String missing) {}

    /** @throws IOException when there is no journal, or it cannot be read */
    public static JournalReport read(Path dataFolder) throws IOException {
        Path path = dataFolder.resolve(Journal.FILE);
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " does not exist: no change was asked for yet, or it is another folder");
        }
        List<String> texts = new ArrayList<>();
        Chain chain = Chain.walk(content, texts::add);
        List<Row> rows = new ArrayList<>();
        Map<String, JournalLine> received = new HashMap<>();
        for (String text : texts) {
            JournalLine line;
            try {
                line = ProtocolJson.read(text, JournalLine.class);
            } catch (MalformedMessageException e) {
                return new JournalReport(
                        rows,
                        chain.head(),
                        Optional.of("line " + (rows.size() + 1) + " is from a newer version of the relay"));
            }
            if (line.event() == JournalLine.Event.RECEIVED) {
                received.put(line.command(), line);
            }
            rows.add(row(
                    rows.size() + 1, chain.hash(rows.size() + 1), line, received.getOrDefault(line.command(), line)));
        }
        return new JournalReport(List.copyOf(rows), chain.head(), chain.damage());
    }

    private static Row row(long number, String hash, JournalLine line, JournalLine first) {
        return new Row(
                number,
                hash,
                line.at(),
                line.event().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                line.command().isEmpty() ? null : line.command(),
                line.operation() == null ? first.operation() : line.operation(),
                line.changeId() == null ? first.changeId() : line.changeId(),
                line.planHash() == null ? first.planHash() : line.planHash(),
                line.actionIndex() == null ? first.actionIndex() : line.actionIndex(),
                first.requester(),
                first.approvers(),
                line.operator(),
                line.outcome(),
                line.agent(),
                line.trail(),
                line.missing());
    }
}
