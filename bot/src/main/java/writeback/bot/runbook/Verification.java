package writeback.bot.runbook;

import java.time.Duration;
import java.util.Optional;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Whether what a plan set is what is seen afterwards. */
public enum Verification {
    /** It is there and in force. */
    VERIFIED,
    /** It is written and not yet in force; look again. */
    NOT_YET,
    /** Something else is there. */
    CONTRADICTED,
    /** It cannot be seen. */
    CANNOT_TELL;

    public static Verification of(Action action, Snapshot seen) {
        // A rehearsal is its own proof: it leaves nothing behind that could be looked up.
        return action instanceof SetMinimumPasswordAge set ? of(set, seen) : VERIFIED;
    }

    private static Verification of(SetMinimumPasswordAge set, Snapshot seen) {
        if (!(seen.inDirectory(DirectoryFacts::domainHead) instanceof Seen<DomainHead> head)
                || !(MinimumAgeFindings.winner(seen) instanceof Seen<Optional<LinkedGpo>> winner)) {
            return CANNOT_TELL;
        }
        if (winner.value().isEmpty()) {
            return CONTRADICTED;
        }
        GpoContents contents = ((Seen<GpoContents>) winner.value().get().contents()).value();
        if (contents.versionsDiffer()) {
            return CANNOT_TELL;
        }
        Integer days = contents.minimumPasswordAgeDays();
        if (!winner.value().get().id().equals(set.gpo()) || days == null || days != set.afterDays()) {
            return CONTRADICTED;
        }
        return head.value().minimumPasswordAge().equals(Duration.ofDays(set.afterDays())) ? VERIFIED : NOT_YET;
    }
}
