package writeback.bot.premises;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import writeback.bot.identity.PersonId;

/**
 * How a relay comes to be trusted and how it ceases to be. Who may do this is decided above; what is asked for here is
 * done, and written into the trail, in the caller's transaction.
 */
public interface Enrolments {

    /** Event, subject: the relay's id. It has shown a good code and waits for a person's word on its fingerprint. */
    String ARRIVED = "premises.relay-arrived";

    /** Event, subject: an invitation's id. Too many wrong codes were tried, so nobody can come with it any more. */
    String LOCKED = "premises.code-locked";

    /** Event, subject: the relay's id. It was confirmed, turned down or removed, or has a new key: see {@link Relays}. */
    String DECIDED = "premises.relay-decided";

    /**
     * A new code: one use, short-lived, its secret kept nowhere but in what is returned.
     *
     * @param name of the relay to be, for people; 1 to 100 characters, none of them a control character
     * @throws NoCommandKeyException when there is no key with which relays could be told anything
     */
    Invitation invite(PersonId by, String name);

    /**
     * Trusts a relay that arrived.
     *
     * @param fingerprint as the person saw it
     * @return false when it is not waiting, or has another key: nothing was done
     */
    boolean confirm(String relay, String fingerprint, PersonId by);

    /** Turns a relay down that arrived; false when it is not waiting. */
    boolean turnDown(String relay, PersonId by);

    /** Revokes a relay's key at once, wherever the relay was registered; false when there is no such relay. */
    boolean remove(String relay, PersonId by);

    /** Who asked for a relay, if somebody did: not one that the configuration registers. */
    Optional<PersonId> invitedBy(String relay);

    /** The relay that came with an invitation, if one has. */
    Optional<String> arrivedWith(String invitation);

    /**
     * What to give to the person at the relay's console.
     *
     * @param id names the invitation; no secret
     * @param code a secret until it is used
     * @param bot where relays reach this bot
     */
    record Invitation(String id, String code, URI bot, Instant expiresAt) {

        /** The line to run there. */
        public String commandLine() {
            return "writeback-relay enrol --bot " + bot + " --code " + code;
        }

        /** Never the code. */
        @Override
        public String toString() {
            return "Invitation[" + id + " until " + expiresAt + "]";
        }
    }
}
