package writeback.bot.change;

import java.util.Optional;
import writeback.bot.identity.PersonId;

/**
 * Where relays are asked for, confirmed, turned down and removed. To trust a relay is a decision like the approval of a
 * change: another person than the one who asked for it, signed in now, with the right and an active role. To take trust
 * away, one person suffices.
 */
public interface RelayDesk {

    /** Durable event, stored with the decision; its key is a {@link Decided}. */
    String DECIDED = "change.relay-decided";

    /**
     * Asks for a code.
     *
     * @param name 1 to 100 characters, none of them a control character
     */
    RelayDecision invite(PersonId by, String name);

    /**
     * Trusts a relay that waits. The person's active directory roles are read with their own token now, so this may take
     * seconds.
     *
     * @param fingerprint as the person saw it
     */
    RelayDecision confirm(String relay, String fingerprint, PersonId by);

    RelayDecision turnDown(String relay, PersonId by);

    /** Revokes a relay's key at once, whether it was trusted or waited. */
    RelayDecision remove(String relay, PersonId by);

    /** Who asked for a relay; nobody for one that the configuration registers. */
    Optional<PersonId> invitedBy(String relay);

    /** The relay that came with an invitation, if one has. */
    Optional<String> arrivedWith(String invitation);

    /** What was decided about a relay, by whom. */
    record Decided(What what, PersonId by, String relay) {

        /** What can be decided. */
        public enum What {
            CONFIRMED,
            TURNED_DOWN,
            REMOVED
        }

        /** As the event's key spells it. */
        public String text() {
            return what + " " + by.text() + " " + relay;
        }

        /** The decision that {@link #text()} spelt. */
        public static Decided parse(String text) {
            String[] parts = text.split(" ", 3);
            return new Decided(What.valueOf(parts[0]), PersonId.parse(parts[1]), parts[2]);
        }
    }
}
