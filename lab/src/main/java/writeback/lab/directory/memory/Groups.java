package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import writeback.lab.directory.DirectoryTrouble;

/**
 * Who belongs to what: {@code member} of the groups is what is stored, all else follows from it. Groups are few, so they
 * are simply walked; users are many.
 */
final class Groups {

    private final ServerHand hand;
    private final Set<String> known = new CopyOnWriteArraySet<>();
    private final Map<String, Members> members = new ConcurrentHashMap<>();

    /**
     * Read once from a group as long as it stays what it is.
     *
     * @param names normalised
     */
    private record Members(Entry of, Set<String> names) {}

    Groups(ServerHand hand) {
        this.hand = hand;
    }

    /** Takes note of a new entry, if it is a group. */
    void born(Entry entry) {
        if (entry.hasAttributeValue("objectClass", "group")) {
            known.add(entry.getDN());
        }
    }

    /** The groups that name that object as a member: its {@code memberOf}. */
    List<String> direct(String dn) {
        return holding(dn).map(Entry::getDN).toList();
    }

    /** Those, the groups these belong to and so on, and the primary group with its own. */
    Collection<Entry> all(Entry account) {
        Map<String, Entry> found = new LinkedHashMap<>();
        collect(account.getDN(), found);
        primary(account).ifPresent(group -> {
            found.put(group.getDN(), group);
            collect(group.getDN(), found);
        });
        return found.values();
    }

    /** SIDs by which access lists know the account (MS-ADTS 5.1.3). */
    Set<Sid> sids(Entry account) {
        Set<Sid> sids = new LinkedHashSet<>(List.of(Sid.EVERYONE, Sid.AUTHENTICATED_USERS));
        sids.add(sid(account));
        all(account).forEach(group -> sids.add(sid(group)));
        return sids;
    }

    static Sid sid(Entry entry) {
        return Sid.of(entry.getAttributeValueBytes("objectSid"));
    }

    private Optional<Entry> primary(Entry account) {
        String rid = account.getAttributeValue("primaryGroupID");
        byte[] own = account.getAttributeValueBytes("objectSid");
        if (rid == null || own == null) {
            return Optional.empty();
        }
        byte[] domain = Arrays.copyOf(own, own.length - 4);
        domain[1]--;
        Sid wanted = Sid.of(domain).child(Integer.parseInt(rid));
        return groups().filter(group -> sid(group).equals(wanted)).findFirst();
    }

    private void collect(String dn, Map<String, Entry> found) {
        holding(dn).forEach(group -> {
            if (found.putIfAbsent(group.getDN(), group) == null) {
                collect(group.getDN(), found);
            }
        });
    }

    private Stream<Entry> holding(String dn) {
        String wanted = normal(dn);
        return groups().filter(group -> members(group).contains(wanted));
    }

    private Set<String> members(Entry group) {
        Members kept = members.get(group.getDN());
        if (kept == null || kept.of != group) {
            String[] names = group.getAttributeValues("member");
            kept = new Members(
                    group,
                    names == null
                            ? Set.of()
                            : Arrays.stream(names).map(Groups::normal).collect(Collectors.toUnmodifiableSet()));
            members.put(group.getDN(), kept);
        }
        return kept.names;
    }

    private Stream<Entry> groups() {
        return known.stream().flatMap(dn -> hand.get(dn).stream());
    }

    private static String normal(String dn) {
        try {
            return DN.normalize(dn);
        } catch (LDAPException e) {
            throw new DirectoryTrouble("a group holds something that is no name: " + dn, e);
        }
    }
}
