package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.PracticeDomain;

/** Which PSO binds an account: a direct one before a group's, then the lowest precedence (MS-ADTS 3.1.1.4.5.36). */
final class ResultantPolicy {

    private final DomainHand hand;

    ResultantPolicy(DomainHand hand) {
        this.hand = hand;
    }

    PasswordRules.Policy of(Entry account) {
        return pso(account)
                .map(PasswordRules.Policy::ofPso)
                .orElseGet(() ->
                        PasswordRules.Policy.ofDomain(hand.search(PracticeDomain.BASE, "(objectClass=domainDNS)", "*")
                                .get(0)));
    }

    /** The resultant PSO of an account; the entry must hold all attributes. */
    Optional<Entry> pso(Entry account) {
        List<Entry> all = hand.search(PracticeDomain.PSO_CONTAINER, "(objectClass=msDS-PasswordSettings)", "*");
        Comparator<Entry> byPrecedence = Comparator.comparingLong(
                pso -> Long.parseLong(pso.getAttributeValue("msDS-PasswordSettingsPrecedence")));
        Optional<Entry> direct = all.stream()
                .filter(pso -> appliesTo(pso, List.of(account.getDN())))
                .min(byPrecedence);
        return direct.or(() -> {
            List<String> groups = new ArrayList<>();
            String[] memberOf = account.getAttributeValues("memberOf");
            collect(memberOf == null ? List.of() : List.of(memberOf), groups);
            return all.stream().filter(pso -> appliesTo(pso, groups)).min(byPrecedence);
        });
    }

    private void collect(List<String> direct, List<String> groups) {
        for (String group : direct) {
            if (groups.contains(group)) {
                continue;
            }
            groups.add(group);
            for (Entry entry : hand.search(group, "(objectClass=group)", "memberOf")) {
                String[] parents = entry.getAttributeValues("memberOf");
                collect(parents == null ? List.of() : List.of(parents), groups);
            }
        }
    }

    private static boolean appliesTo(Entry pso, List<String> names) {
        return names.stream().anyMatch(name -> pso.hasAttributeValue("msDS-PSOAppliesTo", name));
    }
}
