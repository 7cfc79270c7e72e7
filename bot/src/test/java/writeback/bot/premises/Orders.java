package writeback.bot.premises;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Approved changes for the practice premises. */
final class Orders {

    private Orders() {}

    /** A plan of one action or of several alike. */
    static Plan plan(Duration life, int actions) {
        SetMinimumPasswordAge set =
                new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "Default Domain Policy", 1, 0);
        return new Plan(
                PracticeBot.TENANT,
                "main",
                PracticeBot.TENANT + "/requester",
                Instant.now().plus(life),
                Collections.nCopies(actions, set));
    }

    static PlannedChange change(String id, Plan plan, int index) {
        String text = CanonicalPlan.write(plan);
        String hash = CanonicalPlan.hash(text);
        Approval approval = new Approval(PracticeBot.TENANT + "/approver", "role", hash, Instant.now(), null);
        return new PlannedChange(id, text, hash, index, List.of(approval));
    }
}
