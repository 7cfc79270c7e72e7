package writeback.relay.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private static final String APPLIES_TO = "msDS-PSOAppliesTo";

    private PasswordSettingsReader() {}

    public static Sighting<List<PasswordSettings>> read(DomainSession session) {
        String container = "CN=Password Settings Container,CN=System," + session.baseDn();
        try {
            List<SearchResultEntry> found = session.search(
                    container,
                    SearchScope.ONE,
                    Filter.createEqualityFilter("objectClass", "msDS-PasswordSettings"),
                    AT_MOST,
                    "cn",
                    AGE,
                    PRECEDENCE,
                    APPLIES_TO);
            if (found.isEmpty() && !readable(session, container)) {
                return Sighting.unseen(Cause.DENIED, container + " is hidden from " + session.account());
            }
            List<PasswordSettings> all = new ArrayList<>();
            for (SearchResultEntry entry : found) {
                all.add(settings(entry, session));
            }
            return Sighting.seen(List.copyOf(all));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** Its name alone may be shown to someone who may read nothing of it. */
    private static boolean readable(DomainSession session, String container) throws DirectoryTrouble {
        return session.entry(container, "objectClass")
                .filter(entry -> entry.hasAttribute("objectClass"))
                .isPresent();
    }

    private static PasswordSettings settings(SearchResultEntry entry, DomainSession session) throws DirectoryTrouble {
        String[] appliesTo = entry.getAttributeValues(APPLIES_TO);
        return new PasswordSettings(
                shown(entry, entry.getAttributeValue("cn"), "cn", session),
                entry.getDN(),
                Ticks.span(AGE, shown(entry, entry.getAttributeValue(AGE), AGE, session)),
                Math.toIntExact(Ticks.number(
                        PRECEDENCE, shown(entry, entry.getAttributeValue(PRECEDENCE), PRECEDENCE, session))),
                appliesTo == null ? List.of() : List.of(appliesTo),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
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
