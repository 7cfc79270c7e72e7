package writeback.bot.runbook;

import writeback.relay.protocol.plan.Action;

/**
 * A change that would bring something nearer to done, as this look shows it.
 *
 * @param step where it belongs
 * @param name of what is changed, for people
 * @param domain DNS name of the domain, empty when there is only one
 */
public record PlanOffer(Step step, Action action, String name, String domain) {

    /** Names this offer among all of a look, so that a later look can be asked whether it still stands. */
    public String key() {
        return action.operation() + "/" + action.domain() + "/" + name;
    }
}
