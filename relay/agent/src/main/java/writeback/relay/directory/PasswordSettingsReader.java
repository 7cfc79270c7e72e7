package writeback.relay.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.pso.BoundUsers;
import writeback.relay.directory.pso.Pso;
import writeback.relay.directory.pso.PsoAge;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Sighting;

/**
 * Reads the fine-grained password policies. By the schema's default only administrators may see them or their container,
 * so an account that sees none may tell "there are none" only when it can read the container itself.
 */
public final class PasswordSettingsReader {

    private static final int AT_MOST = 1000;
    private static final String AGE = "msDS-MinimumPasswordAge";
    private static final String PRECEDENCE = "msDS-PasswordSettingsPrecedence";
    private static final String GUID = "objectGUID";
    private static final String APPLIES_TO = "msDS-PSOAppliesTo";

    private PasswordSettingsReader() {}

    /** The PSOs, without the number of users that each binds. */
    public static Sighting<List<PasswordSettings>> read(DomainSession session) {
        try {
            List<PasswordSettings> all = new ArrayList<>();
            for (SearchResultEntry entry : entries(session)) {
                all.add(settings(entry, session, Sighting.unseen(Cause.NOT_YET_LOOKED, "")));
            }
            return Sighting.seen(List.copyOf(all));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** The PSOs with the number of users that each binds, which takes a search for each group that they name. */
    public static Sighting<List<PasswordSettings>> readCounted(DomainSession session, Clock clock) {
        try {
            List<SearchResultEntry> entries = entries(session);
            Map<String, Sighting<Long>> counts = count(session, entries, clock);
            List<PasswordSettings> all = new ArrayList<>();
            for (SearchResultEntry entry : entries) {
                all.add(settings(entry, session, Objects.requireNonNull(counts.get(entry.getDN()))));
            }
            return Sighting.seen(List.copyOf(all));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static Map<String, Sighting<Long>> count(
            DomainSession session, List<SearchResultEntry> entries, Clock clock) {
        try {
            List<Pso> psos = new ArrayList<>();
            for (SearchResultEntry entry : entries) {
                psos.add(pso(entry, session));
            }
            return BoundUsers.count(session, psos, clock);
        } catch (DirectoryTrouble e) {
            return entries.stream().collect(Collectors.toMap(SearchResultEntry::getDN, entry -> e.unseen()));
        }
    }

    /** Every PSO as it counts when it is asked whom it binds. */
    public static Sighting<List<Pso>> psos(DomainSession session) {
        try {
            List<Pso> all = new ArrayList<>();
            for (SearchResultEntry entry : entries(session)) {
                all.add(pso(entry, session));
            }
            return Sighting.seen(List.copyOf(all));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static List<SearchResultEntry> entries(DomainSession session) throws DirectoryTrouble {
        String container = PsoAge.container(session);
        List<SearchResultEntry> found = session.search(
                container,
                SearchScope.ONE,
                Filter.createEqualityFilter("objectClass", "msDS-PasswordSettings"),
                AT_MOST,
                "cn",
                AGE,
                PRECEDENCE,
                GUID,
                APPLIES_TO);
        if (found.isEmpty() && !readable(session, container)) {
            throw new DirectoryTrouble(Cause.DENIED, container + " is hidden from " + session.account());
        }
        return found;
    }

    private static Pso pso(SearchResultEntry entry, DomainSession session) throws DirectoryTrouble {
        byte[] guid = entry.getAttributeValueBytes(GUID);
        if (guid == null || guid.length != 16) {
            throw new DirectoryTrouble(
                    Cause.DENIED, GUID + " of " + entry.getDN() + " is hidden from " + session.account());
        }
        return Pso.of(entry.getDN(), precedence(entry, session), guid, appliesTo(entry));
    }

    private static int precedence(SearchResultEntry entry, DomainSession session) throws DirectoryTrouble {
        return Math.toIntExact(
                Ticks.number(PRECEDENCE, shown(entry, entry.getAttributeValue(PRECEDENCE), PRECEDENCE, session)));
    }

    private static List<String> appliesTo(SearchResultEntry entry) {
        String[] names = entry.getAttributeValues(APPLIES_TO);
        return names == null ? List.of() : List.of(names);
    }

    /** Its name alone may be shown to someone who may read nothing of it. */
    private static boolean readable(DomainSession session, String container) throws DirectoryTrouble {
        return session.entry(container, "objectClass")
                .filter(entry -> entry.hasAttribute("objectClass"))
                .isPresent();
    }

    private static PasswordSettings settings(SearchResultEntry entry, DomainSession session, Sighting<Long> boundUsers)
            throws DirectoryTrouble {
        return new PasswordSettings(
                shown(entry, entry.getAttributeValue("cn"), "cn", session),
                entry.getDN(),
                Ticks.span(AGE, shown(entry, entry.getAttributeValue(AGE), AGE, session)),
                precedence(entry, session),
                appliesTo(entry),
                boundUsers);
    }

    private static String shown(SearchResultEntry entry, @Nullable String value, String name, DomainSession session)
            throws DirectoryTrouble {
        if (value == null) {
            throw new DirectoryTrouble(
                    Cause.DENIED, name + " of " + entry.getDN() + " is hidden from " + session.account());
        }
        return value;
    }
}
