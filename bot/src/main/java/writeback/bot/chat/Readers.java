package writeback.bot.chat;

import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;
import writeback.cards.Language;

/** Which language a person reads: the chosen one, else that of the last command, else that of the client. */
@Component
class Readers {

    private final JdbcClient jdbc;

    Readers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The language to answer in, and remembered for cards that come later by themselves. */
    Language heard(Speaker speaker, Optional<Language> typed) {
        Optional<Stored> stored = stored(speaker.person());
        if (stored.isPresent() && stored.get().chosen()) {
            return stored.get().language();
        }
        Language language = typed.or(() -> stored.map(Stored::language)).orElseGet(() -> Language.of(speaker.locale()));
        store(speaker.person(), language, false);
        return language;
    }

    /** The language to answer in when nothing can be stored, and perhaps not even read. */
    Language reads(Speaker speaker) {
        try {
            return stored(speaker.person()).map(Stored::language).orElseGet(() -> Language.of(speaker.locale()));
        } catch (DataAccessException e) {
            return Language.of(speaker.locale());
        }
    }

    void choose(PersonId person, Language language) {
        store(person, language, true);
    }

    Language of(PersonId person) {
        return stored(person).map(Stored::language).orElse(Language.EN);
    }

    private record Stored(Language language, boolean chosen) {}

    private Optional<Stored> stored(PersonId person) {
        return jdbc.sql("select language, chosen from reader where person = :person")
                .param("person", person.text())
                .query((row, number) -> new Stored(Language.of(row.getString("language")), row.getBoolean("chosen")))
                .optional();
    }

    private void store(PersonId person, Language language, boolean chosen) {
        String update = "update reader set language = :language, chosen = :chosen where person = :person";
        if (execute(update, person, language, chosen) == 0) {
            try {
                execute(
                        "insert into reader (person, language, chosen) values (:person, :language, :chosen)",
                        person,
                        language,
                        chosen);
            } catch (DuplicateKeyException e) {
                execute(update, person, language, chosen);
            }
        }
    }

    private int execute(String sql, PersonId person, Language language, boolean chosen) {
        return jdbc.sql(sql)
                .param("person", person.text())
                .param("language", language.tag())
                .param("chosen", chosen)
                .update();
    }
}
