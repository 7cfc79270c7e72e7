package writeback.relay.journal;

import java.util.TreeMap;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.CanonicalPlan;

/** What a command asks for, without what differs from one attempt to the next (fencing number, times). */
public final class Digest {

    private Digest() {}

    /** SHA-256, 64 hex digits. */
    public static String of(Command command) {
        PlannedChange change = command.change();
        return CanonicalPlan.hash(String.join(
                "\n",
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                String.valueOf(command.operationVersion()),
                ProtocolJson.write(new TreeMap<>(command.arguments())),
                change == null ? "" : change.changeId() + '/' + change.hash() + '/' + change.actionIndex()));
    }
}
