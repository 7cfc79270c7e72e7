package writeback.bot.identity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts besides a person's own, such as a separate one for administration. An account belongs to one person. */
final class LinkedAccounts implements Persons {
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

    @Override
    public boolean same(PersonId one, PersonId other) {
        return !Collections.disjoint(upwards(one), upwards(other));
    }

    /** The person, whom its account belongs to, whom theirs, and so on: two accounts may even belong to each other. */
    private Set<PersonId> upwards(PersonId person) {
        Set<PersonId> all = new LinkedHashSet<>();
        Optional<PersonId> next = Optional.of(person);
        while (next.isPresent() && all.add(next.get())) {
            next = owner(next.get());
        }
        return all;
    }

    void link(PersonId person, Account account, Instant now) {
        jdbc.sql("insert into linked_account (account, person, account_name, linked_at) values (?, ?, ?, ?)")
                .params(account.id().text(), person.text(), account.name(), now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
