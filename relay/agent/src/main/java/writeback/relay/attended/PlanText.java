package writeback.relay.attended;

import java.util.ArrayList;
import java.util.List;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** A verified plan as lines for the operator. Names in it came from elsewhere: nothing in them may move the cursor. */
public final class PlanText {

    private final List<String> lines = new ArrayList<>();

    private PlanText() {}

    /** What is about to be done, who asked for it and who approved it. */
    public static List<String> of(VerifiedChange verified, PlannedChange change) {
        PlanText text = new PlanText();
        text.add("change", verified.changeId());
        text.add(
                "operation",
                verified.action().operation() + ", action " + (verified.index() + 1) + " of "
                        + verified.plan().actions().size());
        text.add("domain", verified.action().domain());
        text.action(verified.action());
        text.add("requester", verified.plan().requester());
        for (Approval approval : change.approvals()) {
            text.add("approved by", approval.person() + " at " + approval.at());
        }
        text.add("expires", verified.plan().expiresAt().toString());
        text.add("plan hash", change.hash());
        return text.lines;
    }

    private void action(Action action) {
        if (action instanceof SetMinimumPasswordAge set) {
            add("object", "GPO \"" + set.gpoName() + "\" {" + set.gpo() + "}");
            add("before", days(set.beforeDays()) + " minimum password age");
            add("after", days(set.afterDays()) + " minimum password age");
        } else if (action instanceof SetPsoMinimumAge set) {
            add("object", "PSO " + set.name() + ", " + set.pso());
            add("before", set.before() + " minimum password age");
            add("after", set.after() + " minimum password age");
        } else if (action instanceof GrantRights grant) {
            add("object", "access list of " + grant.target());
            add("account", grant.trusteeName() + ", " + grant.trustee());
            add("before", "access list with SHA-256 " + grant.expected());
            grant.entries().forEach(entry -> add("added", entry));
        } else if (action instanceof RevokeRights revoke) {
            add("object", "access list of " + revoke.target());
            add("account", revoke.trusteeName() + ", " + revoke.trustee());
            revoke.entries().forEach(entry -> add("removed", entry));
        } else if (action instanceof RehearsePolicy rehearse) {
            add("object", "test account " + rehearse.account());
            add("before", "its present password");
            add("after", "a random password that nobody knows");
        } else if (action instanceof RehearseChannel rehearse) {
            add("object", "test account " + rehearse.account());
        }
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private void add(String what, String value) {
        lines.add(String.format("  %-12s %s", what, safe(value)));
    }

    /** Without what a terminal would obey, or show in another order than it stands. */
    public static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
