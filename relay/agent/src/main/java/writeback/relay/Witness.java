package writeback.relay;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import writeback.relay.eventlog.CommandEvent;
import writeback.relay.eventlog.EventLogs;
import writeback.relay.guard.Identity;
import writeback.relay.protocol.json.OutcomeKind;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;

/** Tells the company's logs of each command: that a change starts, and how anything ends. Facts are not for a log. */
final class Witness {

    private final EventLogs logs;
    private final Identity identity;
    private final Clock clock;

    Witness(EventLogs logs, Identity identity, Clock clock) {
        this.logs = logs;
        this.identity = identity;
        this.clock = clock;
    }

    void starting(Command command) {
        tell(command, "started", "");
    }

    void answered(Command command, Outcome outcome) {
        tell(command, OutcomeKind.of(outcome).tag(), code(outcome));
    }

    private void tell(Command command, String outcome, String code) {
        @Nullable PlannedChange change = command.change();
        logs.tell(new CommandEvent(
                clock.instant(),
                identity.tenant(),
                identity.premises(),
                identity.agent(),
                command.id(),
                command.operation(),
                change == null ? null : change.changeId(),
                outcome,
                code));
    }

    private static String code(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.code();
        }
        return outcome instanceof Outcome.Failed failed ? failed.code() : "";
    }
}
