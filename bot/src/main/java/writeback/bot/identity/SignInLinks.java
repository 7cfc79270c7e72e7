package writeback.bot.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The links. Each is continued once and returned from once; both are decided by the row. */
final class SignInLinks {

    /**
     * Whom the link is for, and where it was handed out.
     *
     * @param purpose {@link #SIGN_IN}, or what waits behind it ({@link Gate})
     */
    record Link(PersonId person, String conversation, String displayName, String purpose, String target) {

        boolean gate() {
            return !purpose.equals(SIGN_IN);
        }
    }

    static final String SIGN_IN = "";

    /** A gate's link is remembered so long after its end, to tell the trail that it was tried. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** A link that was continued, with the hash of the secret left in that browser. */
    record Returned(Link link, String browserHash) {}

    private final JdbcClient jdbc;

    SignInLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a link in place of this person's earlier ones for the same purpose in this conversation. */
    void add(String secret, Link link, Instant expires, Instant now) {
        jdbc.sql("delete from signin_link where expires_at < :now and (purpose = '' or expires_at < :forgotten)"
                        + " or person = :person and conversation = :conversation and purpose = :purpose")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("forgotten", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .param("purpose", link.purpose())
                .param("person", link.person().text())
                .param("conversation", link.conversation())
                .update();
        jdbc.sql(
                        "insert into signin_link (secret_hash, person, conversation, display_name, expires_at,"
                                + " purpose, target) values (:hash, :person, :conversation, :name, :expires, :purpose, :target)")
                .param("hash", Secrets.hash(secret))
                .param("person", link.person().text())
                .param("conversation", link.conversation())
                .param("name", link.displayName())
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("purpose", link.purpose())
                .param("target", link.target())
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

    /** Leaves a ticket for what waits behind the link that came back with this state. */
    void leaveTicket(String state, String ticket, Instant expires) {
        jdbc.sql("update signin_link set ticket_hash = :ticket, expires_at = :expires where state_hash = :state")
                .param("ticket", Secrets.hash(ticket))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("state", Secrets.hash(state))
                .update();
    }

    /** Uses a ticket up. */
    Optional<Link> admitOnce(String ticket, String purpose, Instant now) {
        int claimed = jdbc.sql("update signin_link set admitted_at = :now where ticket_hash = :ticket"
                        + " and purpose = :purpose and admitted_at is null and expires_at > :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ticket", Secrets.hash(ticket))
                .param("purpose", purpose)
                .update();
        return claimed == 0 ? Optional.empty() : one("ticket_hash", ticket);
    }

    /** A gate's link that was tried after it was used or had expired, the first time that happens. */
    Optional<Link> triedInVain(String secretOrTicket, Instant now) {
        for (String column : List.of("secret_hash", "ticket_hash")) {
            int first = jdbc.sql("update signin_link set refused_at = :now where " + column
                            + " = :hash and purpose <> '' and refused_at is null")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("hash", Secrets.hash(secretOrTicket))
                    .update();
            if (first > 0) {
                return one(column, secretOrTicket);
            }
        }
        return Optional.empty();
    }

    private Optional<Link> one(String column, String secret) {
        return jdbc.sql("select * from signin_link where " + column + " = :hash")
                .param("hash", Secrets.hash(secret))
                .query((row, n) -> link(row))
                .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                PersonId.parse(row.getString("person")),
                row.getString("conversation"),
                row.getString("display_name"),
                row.getString("purpose"),
                row.getString("target"));
    }
}
