package writeback.bot.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.plan.Plan;

/**
 * A change request as people may see it. Names and texts that came from outside are raw: the chat cleans them.
 *
 * @param version grows with every move; a decision names the version it saw
 * @param planHash of the plan's canonical text, 64 hex digits
 * @param consentGiven whether the requester accepted what the plan costs
 * @param decider who approved, rejected or withdrew it; null while nobody has
 * @param note the decider's words, or empty
 * @param outcomes one for each action of the plan, in order
 * @param nextLookAt when verification looks again; null when it does not
 * @param lookUntil when verification gives up; null before it began
 * @param why it stands where it stands; its code is empty when the state says it all
 * @param undoes the change that it takes back; null when it takes none back
 * @param undoneBy the newest request to take it back; null when there is none
 * @param undoable whether it can be taken back now
 */
public record ChangeView(
        String id,
        int version,
        ChangeState state,
        Plan plan,
        String planHash,
        PersonId requester,
        String requesterName,
        String reason,
        boolean consentGiven,
        Instant requestedAt,
        @Nullable PersonId decider,
        String deciderName,
        @Nullable Instant decidedAt,
        String note,
        List<ActionOutcome> outcomes,
        @Nullable Instant nextLookAt,
        @Nullable Instant lookUntil,
        Detail why,
        Instant updatedAt,
        @Nullable Related undoes,
        @Nullable Related undoneBy,
        boolean undoable) {

    /** Another request that this one has to do with. */
    public record Related(String id, Plan plan, ChangeState state, Instant requestedAt) {}

    /**
     * How far one action is.
     *
     * @param at when it came to this; null before it started
     * @param operator who carried it out at the relay's console, in the relay's words; empty when the relay or the bot did
     * @param how codes: {@code set} {domainController, beforeDays, afterDays, backup}; {@code applied} {domainController, backup}; {@code proven} {domainController,
     *     account, server}; {@code refuted} {code, domainController, detail}; {@code cannot-tell} {why}; {@code refused}
     *     {code, detail, setting}; {@code waiting-for-operator}
     *     {relay}; {@code failed} {code, detail}; {@code in-doubt} {detail}; empty before there is more to
     *     say than the progress
     * @param result the operation's result as JSON text, empty before there is one
     */
    public record ActionOutcome(Progress progress, @Nullable Instant at, String operator, Detail how, String result) {

        /** Of a refusal or failure, such as {@code not-allowed}; else empty. */
        public String code() {
            return progress == Progress.REFUSED || progress == Progress.FAILED
                    ? how.args().getOrDefault("code", how.code())
                    : "";
        }

        /** The words that some system gave, in English; may be empty. */
        public String detail() {
            return how.text();
        }
    }

    /** How far one action is. */
    public enum Progress {
        NOT_STARTED,
        /** For a person at the relay's console. */
        WAITING,
        STARTED,
        DONE,
        REFUSED,
        FAILED,
        IN_DOUBT
    }
}
