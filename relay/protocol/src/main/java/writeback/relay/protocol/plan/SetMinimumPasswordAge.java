package writeback.relay.protocol.plan;

import java.util.Optional;
import java.util.UUID;

/**
 * Sets {@code [System Access] MinimumPasswordAge} in one GPO (MS-GPSB 2.2.1.1).
 *
 * @param domain DNS name of the domain, lower case
 * @param gpo the GPO that decides
 * @param gpoName its display name, for people
 * @param beforeDays the value that must be found, in days
 * @param afterDays the value that is set, in days
 */
public record SetMinimumPasswordAge(String domain, UUID gpo, String gpoName, int beforeDays, int afterDays)
        implements Action {

    public static final String OPERATION = "set-minimum-password-age";

    public SetMinimumPasswordAge {
        if (!possible(beforeDays) || !possible(afterDays)) {
            throw new IllegalArgumentException("minimum password age is 0 to 999 days (MS-GPSB 2.2.1.1)");
        }
    }

    /** Whether a GPO can hold this many days at all. */
    public static boolean possible(int days) {
        return days >= 0 && days <= 999;
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public int operationVersion() {
        return 1;
    }

    @Override
    public Undo undo() {
        return Undo.EXACT;
    }

    @Override
    public Performer performer() {
        return Performer.RELAY;
    }

    @Override
    public Optional<Action> inverse() {
        return Optional.of(new SetMinimumPasswordAge(domain, gpo, gpoName, afterDays, beforeDays));
    }
}
