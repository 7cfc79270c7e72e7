package writeback.relay.directory.pso;

import com.unboundid.ldap.sdk.Entry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Sighting;

/**
 * Counts for each PSO the users whose resultant PSO it is, by the rule of {@link ResultantPso}: each is counted once, for
 * the PSO that binds it. Where one cannot be counted, neither can the weaker ones, whose users it may take away.
 */
public final class BoundUsers {

    private BoundUsers() {}

    /**
     * The counts.
     *
     * @param all every PSO of the domain
     * @return by distinguished name of the PSO
     */
    public static Map<String, Sighting<Long>> count(DomainSession session, List<Pso> all, Clock clock) {
        List<Pso> strongestFirst = all.stream().sorted(Pso.STRONGEST_FIRST).toList();
        Map<String, Sighting<Long>> counts = new HashMap<>();
        Members members = new Members(session, clock);
        Set<String> bound = new HashSet<>();
        Map<Pso, Long> direct = new HashMap<>();
        Map<Pso, List<Entry>> groups = new HashMap<>();
        DirectoryTrouble trouble = null;
        try {
            for (Pso pso : strongestFirst) {
                long users = 0;
                List<Entry> held = new ArrayList<>();
                for (String name : pso.appliesTo()) {
                    Entry entry = members.entry(name);
                    if (Members.isGroup(entry)) {
                        held.add(entry);
                    } else if (members.isOrdinaryUser(entry) && bound.add(name)) {
                        users++;
                    }
                }
                direct.put(pso, users);
                groups.put(pso, held);
            }
        } catch (DirectoryTrouble e) {
            trouble = e;
        }
        for (Pso pso : strongestFirst) {
            if (trouble == null) {
                try {
                    long users = direct.getOrDefault(pso, 0L);
                    for (Entry group : groups.getOrDefault(pso, List.of())) {
                        for (String user : members.users(group)) {
                            users += bound.add(user) ? 1 : 0;
                        }
                    }
                    counts.put(pso.distinguishedName(), Sighting.seen(users));
                    continue;
                } catch (DirectoryTrouble e) {
                    trouble = e;
                }
            }
            counts.put(pso.distinguishedName(), trouble.unseen());
        }
        return counts;
    }
}
