package writeback.bot.runbook;

import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/**
 * Which plans cost something that their requester must accept knowingly: a lower minimum age lets people run through their
 * password history (Minimum password age, security policy settings).
 */
public final class Consent {

    private Consent() {}

    public static boolean neededFor(Plan plan) {
        return plan.actions().stream().anyMatch(Consent::neededFor);
    }

    public static boolean neededFor(Action action) {
        return action instanceof SetMinimumPasswordAge set && set.afterDays() < set.beforeDays()
                || action instanceof SetPsoMinimumAge pso && pso.after().compareTo(pso.before()) < 0;
    }
}
