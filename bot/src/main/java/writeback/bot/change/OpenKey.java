package writeback.bot.change;

import java.util.Locale;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** What a plan would change: two open requests about the same would race. */
final class OpenKey {

    private OpenKey() {}

    static String of(Plan plan) {
        StringBuilder key = new StringBuilder(plan.tenant()).append('|').append(plan.premises());
        plan.actions().forEach(action -> key.append('|').append(subject(action).toLowerCase(Locale.ROOT)));
        return CanonicalPlan.hash(key.toString());
    }

    /** To grant rights and to revoke them are about the same access list. */
    private static String subject(Action action) {
        if (action instanceof GrantRights grant) {
            return "rights|" + grant.target();
        }
        if (action instanceof RevokeRights revoke) {
            return "rights|" + revoke.target();
        }
        if (action instanceof SetPsoMinimumAge set) {
            return action.operation() + '|' + set.pso();
        }
        if (action instanceof RehearsePolicy rehearse) {
            return action.operation() + '|' + rehearse.account();
        }
        if (action instanceof RehearseChannel rehearse) {
            return action.operation() + '|' + rehearse.account();
        }
        return action.operation() + '|' + action.domain();
    }
}
