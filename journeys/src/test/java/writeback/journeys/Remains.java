package writeback.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** What bot and agent leave on disk, read from outside. */
final class Remains {

    private final Path run;

    Remains(Path run) {
        this.run = run;
    }

    /**
     * How many changes the agent has begun, by its journal: a line is there before the change begins. Before it ends what was
     * cut off it writes another line for the same command.
     */
    long changesStarted() {
        Path journal = run.resolve("agent-data/journal");
        return Files.exists(journal)
                ? lines(journal).stream()
                        .filter(line -> line.contains("\"event\":\"STARTED\""))
                        .map(line -> line.replaceAll(".*\"command\":\"([^\"]+)\".*", "$1"))
                        .distinct()
                        .count()
                : 0;
    }

    /** How often the agent has looked at the sync server, which no slow directory delays. */
    long connectLooks() {
        return lines(run.resolve("logs/agent.log")).stream()
                .filter(line -> line.contains("read-connect: done"))
                .count();
    }

    /** How many GPO backups the agent has written: one before each edit. */
    long backups() {
        try (Stream<Path> files = Files.walk(run.resolve("agent-data/backups"))) {
            // Beside what was there lies what was to be written, in a folder of its own.
            return files.filter(file -> file.endsWith("GptTmpl.inf"))
                    .filter(file -> !file.toString().contains("/after/"))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the bot's log says last of the audit trail; empty when nothing since its last start. */
    String lastAuditCheck() {
        List<String> log = lines(run.resolve("logs/bot.log"));
        int start = 0;
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(":: Spring Boot ::")) {
                start = i;
            }
        }
        return String.join(
                "\n",
                log.subList(start, log.size()).stream()
                        .filter(line -> line.contains("audit trail"))
                        .toList());
    }

    /** The bot's database, which must not run. */
    Trail trail() throws SQLException {
        return new Trail(DriverManager.getConnection(
                "jdbc:h2:file:" + run.resolve("bot/data/writeback").toAbsolutePath() + ";ACCESS_MODE_DATA=r"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The trail and the change requests in the database. */
    record Trail(Connection database) implements AutoCloseable {

        int count(String kind) throws SQLException {
            return number("select count(*) from audit_trail where kind = ?", kind);
        }

        /** How many rows of that kind the change with most of them has. */
        int mostOfOneChange(String kind) throws SQLException {
            return number(
                    "select max(n) from (select count(*) n from audit_trail where kind = ? group by subject)", kind);
        }

        int changesWithoutOutcome() throws SQLException {
            return number("select count(*) from change_request where state not in ('DONE', 'FAILED', ?)", "IN_DOUBT");
        }

        private int number(String sql, String parameter) throws SQLException {
            try (PreparedStatement statement = database.prepareStatement(sql)) {
                statement.setString(1, parameter);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getInt(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            database.close();
        }
    }
}
