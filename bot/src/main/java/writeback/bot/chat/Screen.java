package writeback.bot.chat;

import org.jspecify.annotations.Nullable;
import writeback.bot.identity.PersonId;

/**
 * What one card shows, for whom.
 *
 * @param target a step's name, an account, a user as typed, a walk, an invitation's or a relay's id, by kind; may be empty
 * @param change the change request, or empty
 * @param plan canonical text of the plan on a plan card: what is asked for is what was shown
 * @param version grows with every new content; a button of an older one is refused
 */
record Screen(
        String card,
        PersonId person,
        String displayName,
        String conversation,
        Kind kind,
        String target,
        String change,
        @Nullable String plan,
        int version) {

    /** Kinds of contents. */
    enum Kind {
        HELP,
        OVERVIEW,
        STEP,
        PLAN,
        REHEARSAL,
        EXPLAIN,
        COVERAGE,
        CHANGE,
        APPROVAL,
        UNDO,
        RELAY_CODE,
        RELAY,
        RELAY_REMOVAL,
        RELAYS,
        SIGN_IN,
        NOTICE
    }

    Screen next(Kind nextKind, String nextTarget, String nextChange, @Nullable String nextPlan) {
        return new Screen(
                card, person, displayName, conversation, nextKind, nextTarget, nextChange, nextPlan, version + 1);
    }

    /** The same on a card of that name. */
    Screen called(String name) {
        return new Screen(name, person, displayName, conversation, kind, target, change, plan, version);
    }

    /** This card, to show what the other does. */
    Screen turnedTo(Screen other) {
        return next(other.kind, other.target, other.change, other.plan);
    }

    /** Whether both show the same walk, relay or request. */
    boolean isAboutTheSameAs(Screen other) {
        return target.equals(other.target) && change.equals(other.change);
    }

    /** The same contents, drawn again. */
    Screen again() {
        return next(kind, target, change, plan);
    }
}
