package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** What the sync server imports, as the argument {@code containers} says: distinguished names, one a line. */
public final class Containers {

    private final List<DN> names;

    private Containers(List<DN> names) {
        this.names = names;
    }

    /**
     * Reads the argument.
     *
     * @param lines blank: not known
     * @param otherwise what {@code relay.yaml} says of it
     * @throws UnfitRequest {@code bad-argument} when a line is no distinguished name
     */
    public static Containers parse(String lines, List<String> otherwise) throws UnfitRequest {
        List<DN> names = new ArrayList<>();
        List<String> said = lines.lines().filter(line -> !line.isBlank()).toList();
        for (String line : said.isEmpty() ? otherwise : said) {
            try {
                names.add(new DN(line.strip()));
            } catch (LDAPException e) {
                throw new UnfitRequest("bad-argument", "containers: " + line.strip() + " is no distinguished name");
            }
        }
        return new Containers(names);
    }

    /** As they were said. */
    List<DN> names() {
        return names;
    }

    /** Whether an object lies in one of them. */
    Sighting<Boolean> hold(String distinguishedName) {
        if (names.isEmpty()) {
            return Sighting.unseen(Cause.NOT_REPORTED, "nobody said what the sync server imports");
        }
        try {
            DN object = new DN(distinguishedName);
            return Sighting.seen(names.stream().anyMatch(name -> object.isDescendantOf(name, true)));
        } catch (LDAPException e) {
            return Sighting.unseen(Cause.MALFORMED, "no distinguished name: " + distinguishedName);
        }
    }

    /**
     * What has to be walked of one domain, in a fixed order and nothing twice: without those inside others, and without
     * other domains'. Not known: the whole domain.
     *
     * @throws UnfitRequest {@code container-hidden} when one does not exist or cannot be seen: to go without it would show
     *     less as all
     */
    List<String> within(DomainSession session) throws DirectoryTrouble, UnfitRequest {
        DN domain;
        try {
            domain = new DN(session.baseDn());
        } catch (LDAPException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, "the domain head's name is no distinguished name");
        }
        if (names.isEmpty()) {
            return List.of(session.baseDn());
        }
        List<String> outermost = names.stream()
                .filter(name -> name.isDescendantOf(domain, true))
                .filter(name -> names.stream().noneMatch(other -> name.isDescendantOf(other, false)))
                .collect(Collectors.toMap(DN::toNormalizedString, DN::toString, (one, same) -> one))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        for (String name : outermost) {
            if (session.entry(name, "objectClass").isEmpty()) {
                throw new UnfitRequest(
                        "container-hidden", name + " does not exist or is hidden from " + session.account());
            }
        }
        return outermost;
    }
}
