package writeback.bot.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links. Each is continued once and returned from once; both are decided by the row. */
final class SignInLinks {

    /** Whom the link is for, and where it was handed out. */
    record Link(PersonId person, String conversation, String displayName) {}

    /** A link that was continued, with the hash of the secret left in that browser. */
    record Returned(Link link, String browserHash) {}

    private final JdbcClient jdbc;

    SignInLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a link in place of this person's earlier ones in this conversation. */
    void add(String secret, Link link, Instant expires, Instant now) {
        jdbc.sql(
                        "delete from signin_link where expires_at < :now or (person = :person and conversation = :conversation)")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("person", link.person().text())
                .param("conversation", link.conversation())
                .update();
        jdbc.sql("insert into signin_link (secret_hash, person, conversation, display_name, expires_at)"
                        + " values (:hash, :person, :conversation, :name, :expires)")
                .param("hash", Secrets.hash(secret))
                .param("person", link.person().text())
                .param("conversation", link.conversation())
                .param("name", link.displayName())
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The link, while it can still be continued. */
    Optional<Link> open(String secret, Instant now) {
        return jdbc.sql("select * from signin_link where secret_hash = :hash and state_hash is null"
                        + " and expires_at > :now")
                .param("hash", Secrets.hash(secret))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> link(row))
                .optional();
    }

    /** Uses the link up and remembers what must come back; false if it was used or has expired. */
    boolean continueOnce(String secret, String state, String browser, Instant expires, Instant now) {
        return jdbc.sql("update signin_link set state_hash = :state, browser_hash = :browser, expires_at = :expires"
                                + " where secret_hash = :hash and state_hash is null and expires_at > :now")
                        .param("state", Secrets.hash(state))
                        .param("browser", Secrets.hash(browser))
                        .param("expires", expires.atOffset(ZoneOffset.UTC))
                        .param("hash", Secrets.hash(secret))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The link whose state came back; each state is good once. */
    Optional<Returned> returnOnce(String state, Instant now) {
        int claimed = jdbc.sql("update signin_link set returned_at = :now"
                        + " where state_hash = :state and returned_at is null and expires_at > :now")
                .param("state", Secrets.hash(state))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return claimed == 0
                ? Optional.empty()
                : jdbc.sql("select * from signin_link where state_hash = :state")
                        .param("state", Secrets.hash(state))
                        .query((row, n) -> new Returned(link(row), row.getString("browser_hash")))
                        .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                PersonId.parse(row.getString("person")), row.getString("conversation"), row.getString("display_name"));
    }
}
