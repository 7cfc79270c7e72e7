package writeback.bot.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;

/** Sessions in the database, one a person, their tokens encrypted. */
final class StoredSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

    /** A live session and what it was opened with; the cache is secret. */
    record Stored(String session, SignedIn signedIn, String tokenCache) {
        @Override
        public String toString() {
            return "Stored[" + session + "]";
        }
    }

    private record Row(String session, SignedIn signedIn, byte[] sealed) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Vault vault;

    StoredSessions(JdbcClient jdbc, TransactionTemplate transaction, AuditTrail trail, Vault vault) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.trail = trail;
        this.vault = vault;
    }

    @Override
    public Optional<SignedIn> of(PersonId person) {
        return find(person).map(Stored::signedIn);
    }

    @Override
    public void signOut(PersonId person) {
        end(person, "asked");
    }

    /** Empty also when the tokens cannot be opened: without its key a session is none. */
    Optional<Stored> find(PersonId person) {
        return jdbc.sql("select * from identity_session where person = ?")
                .param(person.text())
                .query((row, n) -> row(person, row))
                .optional()
                .flatMap(row -> open(person, row));
    }

    private Optional<Stored> open(PersonId person, Row row) {
        Optional<String> cache = vault.open(person, row.sealed());
        if (cache.isEmpty()) {
            LOG.warn("The tokens of {} cannot be opened with this key; they count as signed out", person.text());
        }
        return cache.map(text -> new Stored(row.session(), row.signedIn(), text));
    }

    /** Opens a session in place of an earlier one, in the caller's transaction. */
    void begin(PersonId person, Account account, Instant now) {
        jdbc.sql("delete from identity_session where person = ?")
                .param(person.text())
                .update();
        jdbc.sql("insert into identity_session (person, session, account, account_name, display_name, since,"
                        + " token_cache) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        person.text(),
                        UUID.randomUUID().toString(),
                        account.id().text(),
                        account.name(),
                        account.displayName(),
                        now.atOffset(ZoneOffset.UTC),
                        vault.seal(person, account.tokenCache()))
                .update();
    }

    /** Keeps refreshed tokens; a session that has ended meanwhile stays ended. */
    void refresh(PersonId person, String session, String tokenCache) {
        jdbc.sql("update identity_session set token_cache = ? where person = ? and session = ?")
                .params(vault.seal(person, tokenCache), person.text(), session)
                .update();
    }

    /** Ends this very session, and no later one. */
    void lapse(PersonId person, String session, String reason) {
        transaction.executeWithoutResult(status -> {
            int ended = jdbc.sql("delete from identity_session where person = ? and session = ?")
                    .params(person.text(), session)
                    .update();
            tell(person, reason, ended);
        });
    }

    /** Ends whatever session the person has. */
    void end(PersonId person, String reason) {
        transaction.executeWithoutResult(status -> {
            int ended = jdbc.sql("delete from identity_session where person = ?")
                    .param(person.text())
                    .update();
            tell(person, reason, ended);
        });
    }

    private void tell(PersonId person, String reason, int ended) {
        if (ended > 0) {
            trail.append("identity.signed-out", person.text(), person.text(), Map.of("reason", reason));
        }
    }

    private static Row row(PersonId person, ResultSet row) throws SQLException {
        Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
        return new Row(
                row.getString("session"),
                new SignedIn(person, row.getString("account_name"), row.getString("display_name"), since),
                row.getBytes("token_cache"));
    }
}
