package writeback.relay.protocol.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * Sets {@code msDS-MinimumPasswordAge} of one PSO (MS-ADA2).
 *
 * @param domain DNS name of the domain, lower case
 * @param pso distinguished name of the PSO
 * @param name its name, for people
 * @param before the age that must be found, whole seconds
 * @param after the age that is set, whole seconds
 */
public record SetPsoMinimumAge(String domain, String pso, String name, Duration before, Duration after)
        implements Action {

    public static final String OPERATION = "set-pso-minimum-age";

    public SetPsoMinimumAge {
        if (!possible(before) || !possible(after)) {
            throw new IllegalArgumentException("a PSO's minimum age is 0 to 999 days, in whole seconds");
        }
    }

    /** Whether the directory can hold it and a plan can say it. */
    public static boolean possible(Duration age) {
        return !age.isNegative() && age.getNano() == 0 && age.compareTo(Duration.ofDays(999)) <= 0;
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
        return Optional.of(new SetPsoMinimumAge(domain, pso, name, after, before));
    }
}
