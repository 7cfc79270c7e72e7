package writeback.relay.directory.pso;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which PSO binds one user, where the domain controller does not say ({@code msDS-ResultantPSO} is hidden): of those that
 * name the user the strongest; only if none does, of those that name a global security group of the same domain which
 * holds the user, directly or nested, the strongest (MS-ADTS 3.1.1.4.5.36).
 */
public final class ResultantPso {

    private ResultantPso() {}

    /**
     * The PSO.
     *
     * @param user distinguished name of an ordinary user
     * @param groups distinguished names of the global security groups that hold it, directly, nested or as primary group
     * @param all every PSO of the domain
     * @return empty when the domain's own policy binds the user
     */
    public static Optional<Pso> of(String user, Collection<String> groups, List<Pso> all) {
        return strongest(Set.of(Pso.normal(user)), all)
                .or(() -> strongest(groups.stream().map(Pso::normal).collect(Collectors.toSet()), all));
    }

    private static Optional<Pso> strongest(Set<String> names, List<Pso> all) {
        return all.stream()
                .filter(pso -> pso.appliesTo().stream().anyMatch(names::contains))
                .min(Pso.STRONGEST_FIRST);
    }
}
