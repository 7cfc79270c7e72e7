package writeback.bot.identity;

import java.util.Optional;

/** Who is signed in. */
public interface Sessions {

    Optional<SignedIn> of(PersonId person);

    /** Forgets the person's tokens. */
    void signOut(PersonId person);
}
