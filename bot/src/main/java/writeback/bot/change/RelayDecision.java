package writeback.bot.change;

import writeback.bot.premises.Enrolments;

/** What became of asking for a relay, confirming it, turning it down or removing it. */
public sealed interface RelayDecision {

    /** @param invitation its code is a secret, for the person who asked alone */
    record Invited(Enrolments.Invitation invitation) implements RelayDecision {}

    /** It is done. */
    record Taken() implements RelayDecision {}

    /** Nothing has changed. */
    record Refused(Refusal why) implements RelayDecision {}
}
