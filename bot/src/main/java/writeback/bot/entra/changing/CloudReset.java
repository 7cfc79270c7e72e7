package writeback.bot.entra.changing;

import java.net.URI;
import writeback.bot.identity.PersonId;

/**
 * Graph's {@code resetPassword}, the only Graph call that is written back (authenticationMethod: resetPassword). The new
 * password is made here, sent once, and kept nowhere.
 */
public interface CloudReset {

    /** @param objectId of the user: a name could be somebody else's by now */
    Started start(PersonId onBehalfOf, String objectId);

    Progress look(PersonId onBehalfOf, URI operation);

    /** Whether Graph took the order. */
    sealed interface Started {
        record Accepted(URI operation) implements Started {}

        /** Nothing was changed. */
        record Refused(String code, String detail) implements Started {}

        /** Graph may or may not have taken it. */
        record InDoubt(String detail) implements Started {}
    }

    /** How far the operation is. */
    sealed interface Progress {
        record Running() implements Progress {}

        record Succeeded() implements Progress {}

        record Failed(String detail) implements Progress {}

        record Unseen(String detail) implements Progress {}
    }
}
