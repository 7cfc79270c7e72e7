package writeback.bot.change;

import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.plan.Plan;

/** What became of asking how a change would be taken back. */
public sealed interface UndoPlan {

    /** @param undone the change that the plan takes back */
    record Planned(Plan plan, ChangeView undone) implements UndoPlan {}

    /** @param change the request as it stands; null when there is none */
    record Refused(Refusal why, @Nullable ChangeView change) implements UndoPlan {}
}
