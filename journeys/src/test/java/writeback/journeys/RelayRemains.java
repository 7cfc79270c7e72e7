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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.RelayRecord.Row;

/** Reads what agents and bot wrote down, by nothing of ours but the form of it. */
final class RelayRemains {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HASH = 64;

    private RelayRemains() {}

    /** A change request, in the order of asking. */
    record Request(String id, String state, int approvals) {}

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
                ResultSet row = statement.executeQuery("select id, change_id, action_index, state, answer, expires_at"
                        + " from premises_command where change_id is not null")) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString("id"),
                        row.getString("change_id"),
                        row.getInt("action_index"),
                        row.getString("state"),
                        row.getString("answer") != null,
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()));
            }
        }
        return rows;
    }

    static List<Request> requests(Connection database) throws SQLException {
        List<Request> requests = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id, state, (select count(*) from audit_trail where"
                        + " kind = 'change.approve' and subject like '%' || change_request.id || '%') as approvals"
                        + " from change_request order by requested_at")) {
            while (row.next()) {
                requests.add(new Request(row.getString("id"), row.getString("state"), row.getInt("approvals")));
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

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
