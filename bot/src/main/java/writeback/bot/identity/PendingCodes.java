package writeback.bot.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.identity.SignInDesk.CodeOutcome;

/**
 * Codes that wait to be typed. The database holds a keyed hash and the tries; the tokens wait in memory only, because
 * nothing is kept of that account before the code: a restart, or another bot, means to sign in again.
 */
final class PendingCodes {
    static final int TRIES = 5;
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** What a typed code led to; the account when it was right. */
    record Try(CodeOutcome outcome, @Nullable Account account) {}

    private record Held(Account account, Instant expires) {}

    private record Row(String attempt, String mac, int tries, Instant expires) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    PendingCodes(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** The code to show for this account, in place of an earlier one of the same person and conversation. */
    String add(SignInLinks.Link link, Account account, Instant now) {
        forget(link.person(), link.conversation());
        held.values().removeIf(waiting -> waiting.expires().isBefore(now));
        String code = Secrets.code();
        String attempt = UUID.randomUUID().toString();
        Instant expires = now.plus(LIFETIME);
        jdbc.sql("insert into signin_code (person, conversation, attempt, code_mac, account, account_name, tries,"
                        + " expires_at) values (?, ?, ?, ?, ?, ?, 0, ?)")
                .params(
                        link.person().text(),
                        link.conversation(),
                        attempt,
                        vault.mac(attempt + "|" + code),
                        account.id().text(),
                        account.name(),
                        expires.atOffset(ZoneOffset.UTC))
                .update();
        held.put(attempt, new Held(account, expires));
        return code;
    }

    void forget(PersonId person, String conversation) {
        row(person, conversation).ifPresent(row -> held.remove(row.attempt()));
        jdbc.sql("delete from signin_code where person = ? and conversation = ?")
                .params(person.text(), conversation)
                .update();
    }

    /** Counts the try first, so that tries at the same moment count too. */
    Try attempt(PersonId person, String conversation, String code, Instant now) {
        int counted = jdbc.sql("update signin_code set tries = tries + 1"
                        + " where person = ? and conversation = ? and tries < ? and expires_at > ?")
                .params(person.text(), conversation, TRIES, now.atOffset(ZoneOffset.UTC))
                .update();
        Optional<Row> found = row(person, conversation);
        if (found.isEmpty()) {
            return new Try(CodeOutcome.NOTHING_PENDING, null);
        }
        Row row = found.get();
        if (!row.expires().isAfter(now)) {
            forget(person, conversation);
            return new Try(CodeOutcome.EXPIRED, null);
        }
        if (counted == 0) {
            return new Try(CodeOutcome.TOO_MANY_TRIES, null);
        }
        if (!Secrets.same(row.mac(), vault.mac(row.attempt() + "|" + code.strip()))) {
            return wrong(row);
        }
        Held waiting = held.remove(row.attempt());
        forget(person, conversation);
        return waiting == null ? new Try(CodeOutcome.EXPIRED, null) : new Try(CodeOutcome.ACCEPTED, waiting.account());
    }

    private Try wrong(Row row) {
        if (row.tries() < TRIES) {
            return new Try(CodeOutcome.WRONG, null);
        }
        held.remove(row.attempt());
        return new Try(CodeOutcome.TOO_MANY_TRIES, null);
    }

    private Optional<Row> row(PersonId person, String conversation) {
        return jdbc.sql("select * from signin_code where person = ? and conversation = ?")
                .params(person.text(), conversation)
                .query((row, n) -> new Row(
                        row.getString("attempt"),
                        row.getString("code_mac"),
                        row.getInt("tries"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }
}
