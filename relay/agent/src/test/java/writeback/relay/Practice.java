package writeback.relay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import writeback.relay.guard.Identity;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** A bot's good commands, to be spoiled one part at a time. */
public final class Practice {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final SigningKey BOT = SigningKey.generate();
    public static final SigningKey AGENT = SigningKey.generate();
    public static final Identity IDENTITY = new Identity("agent-1", "tenant", "main", Set.of("directory"));
    public static final Bounds BOUNDS = new Bounds(0, 2, List.of("contoso.test"), "OU=Pilot,DC=contoso,DC=test");
    public static final SetMinimumPasswordAge SET =
            new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "Default Domain Policy", 1, 0);
    public static final RehearsePolicy REHEARSE =
            new RehearsePolicy("contoso.test", "CN=Test,OU=Pilot,DC=contoso,DC=test");
    public static final RehearseChannel CHANNEL =
            new RehearseChannel("contoso.test", "CN=Test,OU=Pilot,DC=contoso,DC=test", "test@contoso.test");

    private Practice() {}

    public static Plan plan(Action... actions) {
        return new Plan("tenant", "main", "tenant/requester", NOW.plusSeconds(3600), List.of(actions));
    }

    public static Approval approval(String person, String hash) {
        return new Approval(person, "role", hash, NOW, null);
    }

    public static PlannedChange change(Plan plan, int index) {
        String text = CanonicalPlan.write(plan);
        String hash = CanonicalPlan.hash(text);
        return new PlannedChange("change-1", text, hash, index, List.of(approval("tenant/approver", hash)));
    }

    public static Command setting(String id, long fence) {
        return changing(id, fence, change(plan(SET), 0));
    }

    /** A command that carries out the action of the change. */
    public static Command changing(String id, long fence, PlannedChange change) {
        Action action = CanonicalPlan.read(change.plan()).actions().get(change.actionIndex());
        return new Command(
                id,
                "tenant",
                "main",
                "directory",
                action.operation(),
                1,
                fence,
                NOW,
                NOW.plusSeconds(600),
                Map.of(),
                change);
    }

    public static Command reading(String id, long fence) {
        return new Command(
                id,
                "tenant",
                "main",
                "directory",
                "read-directory",
                1,
                fence,
                NOW,
                NOW.plusSeconds(20),
                Map.of(),
                null);
    }

    /** An operation that answers as it is told. */
    public static Operation operation(
            String name,
            String capability,
            boolean changes,
            UnaryOperator<Outcome> run,
            UnaryOperator<Outcome> observe) {
        return new Operation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public String capability() {
                return capability;
            }

            @Override
            public boolean changes() {
                return changes;
            }

            @Override
            public Outcome run(OperationContext context) {
                return run.apply(new Outcome.Done("{}"));
            }

            @Override
            public Outcome observe(OperationContext context) {
                return observe.apply(new Outcome.Done("{}"));
            }
        };
    }

    public static Operation operation(String name, String capability, boolean changes) {
        return operation(name, capability, changes, done -> done, done -> done);
    }
}
