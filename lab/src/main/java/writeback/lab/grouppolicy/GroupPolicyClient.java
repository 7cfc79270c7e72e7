package writeback.lab.grouppolicy;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.Ticks;

/**
 * The in-memory domain controller's Group Policy client: takes {@code MinimumPasswordAge} from the policies linked at the
 * domain root to the domain head.
 *
 * <p>As the Security extension does, it works only when the versions or the list of policies changed since it last
 * worked; forced, it always does. It applies setting by setting: a policy that does not define the age leaves the word to
 * the next weaker one.
 */
public final class GroupPolicyClient {

    private final DomainHand hand;
    private final Policies policies;
    private Map<String, Long> applied = Map.of();

    public GroupPolicyClient(DomainHand hand, Policies policies) {
        this.hand = hand;
        this.policies = policies;
    }

    /** Looks once. Safe to call from several threads. */
    public synchronized void refresh(boolean force) {
        Map<String, Long> seen = new LinkedHashMap<>();
        OptionalInt winning = OptionalInt.empty();
        for (Policies.Policy policy : policies.atRootWeakestFirst()) {
            if (!policy.forComputers() || !policy.namesSecurityExtension()) {
                continue;
            }
            seen.put(policy.dn(), policy.folder().version());
            OptionalInt days = policy.folder().minimumAgeDays();
            winning = days.isPresent() ? days : winning;
        }
        boolean changed = !List.copyOf(seen.entrySet()).equals(List.copyOf(applied.entrySet()));
        if ((changed || force) && winning.isPresent()) {
            hand.change(List.of(new LDIFModifyChangeRecord(
                    PracticeDomain.BASE,
                    new Modification(
                            ModificationType.REPLACE,
                            "minPwdAge",
                            Long.toString(Ticks.interval(Duration.ofDays(winning.getAsInt())))))));
        }
        applied = seen;
    }
}
