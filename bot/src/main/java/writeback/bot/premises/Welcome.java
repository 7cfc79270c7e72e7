package writeback.bot.premises;

import static writeback.bot.premises.Refusals.problem;

import java.util.Optional;
import writeback.bot.premises.RegisteredAgents.Holder;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Problem;

/** Whether a relay that has proven its key is let in. */
final class Welcome {

    private Welcome() {}

    /** Why not, or empty. */
    static Optional<Problem> refusal(Holder holder) {
        return switch (holder.agent().standing()) {
            case WAITING ->
                Optional.of(problem(
                        EnrolmentProblem.WAITING,
                        "an administrator has to confirm this relay's fingerprint in the chat: "
                                + holder.agent().key().fingerprint()));
            case TURNED_DOWN ->
                Optional.of(problem(
                        EnrolmentProblem.TURNED_DOWN,
                        "an administrator did not confirm this relay; to try again, enrol it with a new code"));
            case REMOVED ->
                Optional.of(problem(
                        EnrolmentProblem.REMOVED,
                        "an administrator removed this relay; to bring it back, enrol it with a new code"));
            case TRUSTED ->
                holder.isFormer()
                        ? Optional.of(problem(EnrolmentProblem.KEY_RENEWED, "this relay has a newer key"))
                        : Optional.empty();
        };
    }
}
