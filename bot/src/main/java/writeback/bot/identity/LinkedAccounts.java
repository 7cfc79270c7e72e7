package writeback.bot.identity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts besides a person's own, such as a separate one for administration. An account belongs to one person. */
final class LinkedAccounts {
    private final JdbcClient jdbc;

    LinkedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose linked account this is. */
    Optional<PersonId> owner(PersonId account) {
        return jdbc.sql("select person from linked_account where account = ?")
                .param(account.text())
                .query(String.class)
                .optional()
                .map(PersonId::parse);
    }

    void link(PersonId person, Account account, Instant now) {
        jdbc.sql("insert into linked_account (account, person, account_name, linked_at) values (?, ?, ?, ?)")
                .params(account.id().text(), person.text(), account.name(), now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
