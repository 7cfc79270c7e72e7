package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;
import writeback.lab.directory.PracticeDomain;

/**
 * Which PSO binds an account: a direct one before a group's, then the lowest precedence, then the lowest GUID (MS-ADTS
 * 3.1.1.4.5.36).
 */
final class ResultantPolicy {

    /** GROUP_TYPE_ACCOUNT_GROUP and GROUP_TYPE_SECURITY_ENABLED (MS-ADTS 2.2.12). */
    private static final String GLOBAL_SECURITY = "-2147483646";

    private final ServerHand hand;
    private final Groups groups;
    private final Set<String> known = new CopyOnWriteArraySet<>();

    ResultantPolicy(ServerHand hand, Groups groups) {
        this.hand = hand;
        this.groups = groups;
    }

    /** Takes note of a new entry, if it is a PSO: they are few, and looked through for every user. */
    void born(Entry entry) {
        if (entry.hasAttributeValue("objectClass", "msDS-PasswordSettings")) {
            known.add(entry.getDN());
        }
    }

    /** @param held what a domain controller holds of the domain head and of a PSO */
    PasswordRules.Policy of(Entry account, UnaryOperator<Entry> held) {
        return pso(account)
                .map(held)
                .map(PasswordRules.Policy::ofPso)
                .orElseGet(() -> PasswordRules.Policy.ofDomain(
                        held.apply(hand.get(PracticeDomain.BASE).orElseThrow())));
    }

    /** The resultant PSO of an account; the entry must hold all attributes. */
    Optional<Entry> pso(Entry account) {
        List<Entry> all = known.stream().flatMap(dn -> hand.get(dn).stream()).toList();
        Comparator<Entry> byPrecedence = Comparator.comparingLong(
                        (Entry pso) -> Long.parseLong(pso.getAttributeValue("msDS-PasswordSettingsPrecedence")))
                .thenComparing(pso -> pso.getAttributeValueBytes("objectGUID"), Arrays::compareUnsigned);
        Optional<Entry> direct = all.stream()
                .filter(pso -> appliesTo(pso, List.of(account.getDN())))
                .min(byPrecedence);
        return direct.or(() -> {
            List<String> names = groups.all(account).stream()
                    .filter(ResultantPolicy::isGlobalSecurity)
                    .map(Entry::getDN)
                    .toList();
            return all.stream().filter(pso -> appliesTo(pso, names)).min(byPrecedence);
        });
    }

    /** Of groups only these let a PSO bind (MS-ADTS 3.1.1.4.5.36). */
    private static boolean isGlobalSecurity(Entry group) {
        return GLOBAL_SECURITY.equals(group.getAttributeValue("groupType"));
    }

    private static boolean appliesTo(Entry pso, List<String> names) {
        return names.stream().anyMatch(name -> pso.hasAttributeValue("msDS-PSOAppliesTo", name));
    }
}
