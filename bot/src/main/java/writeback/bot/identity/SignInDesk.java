package writeback.bot.identity;

import java.net.URI;

/**
 * Links by which a person signs in. A link is single use, lives 10 minutes and is bound to tenant, person and
 * conversation; its page names the Teams person it will act for. A sign-in that succeeds is told by the durable event
 * {@link #SIGNED_IN} with the person's text as key.
 */
public interface SignInDesk {

    String SIGNED_IN = "identity.signed-in";

    /** A fresh link for this person in this conversation; an older one stops working. */
    URI link(PersonId person, String displayName, String conversation);

    /** The code that the browser showed because another account of the same person signed in. */
    CodeOutcome confirm(PersonId person, String conversation, String code);

    /** What became of a typed code. */
    enum CodeOutcome {
        ACCEPTED,
        WRONG,
        TOO_MANY_TRIES,
        EXPIRED,
        NOTHING_PENDING
    }
}
