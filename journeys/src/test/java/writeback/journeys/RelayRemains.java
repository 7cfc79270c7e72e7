package writeback.journeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.RelayRecord.Row;

/** Reads what agents and bot wrote down, by nothing of ours but the form of it. */
final class RelayRemains {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HASH = 64;

    private RelayRemains() {}

    /** In the trail, what ends a change. */
    private static final String ENDS = "'change.expire', 'change.world-moved', 'change.fail', 'change.not-confirmed',"
            + " 'change.verify', 'change.contradict', 'change.time-out'";

    /**
     * A change request, in the order of asking.
     *
     * @param why it came into its state, such as {@code refused plan-expired}; empty when there is nothing to say
     */
    record Request(String id, String state, String why, int approvals, int ends, Instant expiresAt, Instant movedAt) {

        RelayRecord.Change change(String name, int edits) {
            return new RelayRecord.Change(name, id, state, approvals, ends, expiresAt, movedAt, edits);
        }
    }

    /** Adds a journal's lines, and what is wrong with its chain. */
    static void journal(Path dataFolder, List<Line> lines, List<String> damage) throws IOException {
        Path journal = dataFolder.resolve("journal");
        if (!Files.exists(journal)) {
            return;
        }
        String agent = dataFolder.getFileName().toString();
        String before = "";
        // a line that a kill tore is cut off at the next start, and was never relied on
        String text = Files.readString(journal);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String content = line.substring(HASH + 1);
            String hash = hash(before + "\n" + content);
            if (!line.startsWith(hash)) {
                damage.add("the journal of " + agent + " does not verify at " + content);
                return;
            }
            before = hash;
            JsonNode event = JSON.readTree(content);
            lines.add(new Line(
                    agent,
                    event.path("event").asString(),
                    Instant.parse(event.path("at").asString()),
                    event.path("command").asString("")));
        }
    }

    /**
     * The bot's database as it is now, while the bot runs or not: of a copy, which is what a power cut would leave.
     *
     * @throws SQLException also when it was copied in the middle of something
     */
    static Connection database(Path run) throws SQLException, IOException {
        Path copy = Files.createDirectories(run.resolve("look")).resolve("writeback.mv.db");
        Files.copy(run.resolve("bot/data/writeback.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        return DriverManager.getConnection(
                "jdbc:h2:file:" + run.resolve("look/writeback").toAbsolutePath() + ";IFEXISTS=TRUE");
    }

    static List<Row> outbox(Connection database) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id, change_id, action_index, state, answer, expires_at,"
                        + " started_at from premises_command where change_id is not null")) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString("id"),
                        row.getString("change_id"),
                        row.getInt("action_index"),
                        row.getString("state"),
                        row.getString("answer") == null
                                ? ""
                                : JSON.readTree(row.getString("answer"))
                                        .path("type")
                                        .asString(),
                        instant(row, "expires_at").orElseThrow(),
                        instant(row, "started_at")));
            }
        }
        return rows;
    }

    static List<Request> requests(Connection database) throws SQLException {
        List<Request> requests = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("select id, state, detail_code, detail_args, expires_at, moved_at, "
                                + rows("'change.approve'") + " as approvals, " + rows(ENDS) + " as ends"
                                + " from change_request order by requested_at")) {
            while (row.next()) {
                requests.add(new Request(
                        row.getString("id"),
                        row.getString("state"),
                        (row.getString("detail_code") + " "
                                        + JSON.readTree(row.getString("detail_args"))
                                                .path("code")
                                                .asString(""))
                                .strip(),
                        row.getInt("approvals"),
                        row.getInt("ends"),
                        instant(row, "expires_at").orElseThrow(),
                        instant(row, "moved_at").orElseThrow()));
            }
        }
        return requests;
    }

    /** The command of each answer that the trail tells of. */
    static List<String> answers(Connection database) throws SQLException {
        List<String> commands = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery("select details from audit_trail where kind = 'relay.answered'")) {
            while (row.next()) {
                commands.add(
                        JSON.readTree(row.getString("details")).path("command").asString());
            }
        }
        return commands;
    }

    private static String rows(String kinds) {
        return "(select count(*) from audit_trail where kind in (" + kinds
                + ") and subject like '%' || change_request.id || '%')";
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
