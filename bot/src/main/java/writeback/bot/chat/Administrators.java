package writeback.bot.chat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import writeback.bot.Place;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Persons;
import writeback.bot.identity.Rights;

/** Whom the bot asks and tells by itself. */
@Component
class Administrators {

    private final Place place;
    private final Rights rights;
    private final Persons persons;
    private final Teams teams;

    Administrators(Place place, Rights rights, Persons persons, Teams teams) {
        this.place = place;
        this.rights = rights;
        this.persons = persons;
        this.teams = teams;
    }

    /** Who may approve what this person has asked for: other humans, whatever their accounts. */
    List<PersonId> approversBut(PersonId asker) {
        return persons(rights.approve().stream())
                .filter(person -> !persons.same(person, asker))
                .toList();
    }

    boolean approves(PersonId person) {
        return persons(rights.approve().stream()).anyMatch(person::equals);
    }

    /** Everybody who may ask for a change or approve one. */
    List<PersonId> all() {
        return persons(Stream.concat(rights.ask().stream(), rights.approve().stream()))
                .toList();
    }

    /** As Teams last called this person; a foreign value. */
    Optional<String> name(PersonId person) {
        return teams.personalChat(person).map(Teams.PersonalChat::displayName);
    }

    private Stream<PersonId> persons(Stream<String> objectIds) {
        return objectIds.distinct().map(objectId -> new PersonId(place.tenant().id(), objectId));
    }
}
