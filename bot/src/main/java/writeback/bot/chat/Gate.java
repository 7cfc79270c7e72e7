package writeback.bot.chat;

import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.Place;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.identity.Rights;

/** Who may do what in the chat. Default deny; the change room decides about changes again by itself. */
@Component
class Gate {

    private final Place place;
    private final Rights rights;

    Gate(Place place, Rights rights) {
        this.place = place;
        this.rights = rights;
    }

    /** Why this person may not, as a key of the refusal texts; empty when they may. */
    Optional<String> refuses(PersonId person, Optional<Right> needed, Talk talk) {
        if (!person.tenant().equals(place.tenant().id())) {
            return Optional.of("foreignTenant");
        }
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        if (!rights.has(person, needed.get())) {
            return Optional.of("notAllowed");
        }
        return talk.kind() == Talk.Kind.PERSONAL ? Optional.empty() : Optional.of("notPersonal");
    }

    boolean has(PersonId person, Right right) {
        return person.tenant().equals(place.tenant().id()) && rights.has(person, right);
    }
}
