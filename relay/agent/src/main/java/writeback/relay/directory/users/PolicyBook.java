package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.PasswordSettingsReader;
import writeback.relay.directory.Ticks;
import writeback.relay.protocol.fact.AccountReport.Policy;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;

/**
 * The minimum password ages of one domain, and which of them binds a user: that of the resultant PSO, else the domain
 * head's (MS-SAMR 3.1.1.7.1). The domain controller computes the resultant PSO. An account that may not read
 * {@code msDS-ResultantPSO} sees the same as where there is none; the replication metadata, like it in no property set,
 * tells the two apart, unless the domain has no PSO at all.
 */
final class PolicyBook {

    private static final String PSO = "msDS-ResultantPSO";
    private static final String METADATA = "replPropertyMetaData";
    private static final String LAST_SET = "pwdLastSet";

    private final Sighting<DomainHead> head;
    private final Sighting<List<PasswordSettings>> settings;
    private final Map<String, PasswordSettings> byName = new HashMap<>();

    private PolicyBook(Sighting<DomainHead> head, Sighting<List<PasswordSettings>> settings) {
        this.head = head;
        this.settings = settings;
        if (settings instanceof Seen<List<PasswordSettings>> seen) {
            seen.value().forEach(one -> byName.put(normal(one.distinguishedName()), one));
        }
    }

    static PolicyBook read(DomainSession session) {
        return new PolicyBook(DomainHeadReader.read(session), PasswordSettingsReader.read(session));
    }

    /** What has to be read of a user. Where there is no PSO, one small attribute is enough. */
    String[] attributes() {
        return noneAtAll() ? new String[] {LAST_SET} : new String[] {LAST_SET, PSO, METADATA};
    }

    private boolean noneAtAll() {
        return settings.fold(List::isEmpty, unseen -> false);
    }

    /** The policy that binds a user of whom the {@link #attributes} were asked for. */
    Sighting<Policy> of(Entry user, Instant now) {
        @Nullable String pso = user.getAttributeValue(PSO);
        if (pso != null) {
            return binding(pso).flatMap(found -> policy(user, found.name(), found.minimumPasswordAge(), now));
        }
        if (!noneAtAll() && !user.hasAttribute(METADATA)) {
            return Sighting.unseen(Cause.DENIED, PSO + " of " + user.getDN() + " is hidden");
        }
        return head.flatMap(found -> policy(user, null, found.minimumPasswordAge(), now));
    }

    private Sighting<PasswordSettings> binding(String pso) {
        PasswordSettings found = byName.get(normal(pso));
        return found == null
                ? settings.flatMap(all -> Sighting.unseen(Cause.DENIED, "the PSO that binds is hidden: " + pso))
                : Sighting.seen(found);
    }

    private static Sighting<Policy> policy(Entry user, @Nullable String pso, Duration age, Instant now) {
        if (age.isZero()) {
            return Sighting.seen(new Policy(pso, age, null));
        }
        return Flags.number(user, LAST_SET).map(ticks -> {
            // Zero, a change at the next sign-in, waives the age (MS-SAMR 3.1.1.7.1).
            Instant end = ticks <= 0 ? now : Ticks.instant(ticks).plus(age);
            return new Policy(pso, age, end.isAfter(now) ? end : null);
        });
    }

    /** How long a lockout lasts for a user whom that policy binds. */
    static Sighting<Duration> lockoutDuration(DomainSession session, Sighting<Policy> policy) {
        if (policy.fold(found -> found.pso() != null, unseen -> true)) {
            return Sighting.unseen(Cause.DENIED, Flags.COMPUTED + " is hidden, and a PSO may say how long it lasts");
        }
        try {
            String value = session.entry(session.baseDn(), "lockoutDuration")
                    .map(found -> found.getAttributeValue("lockoutDuration"))
                    .orElse(null);
            return value == null
                    ? Sighting.unseen(Cause.DENIED, "lockoutDuration is hidden from " + session.account())
                    : Sighting.seen(Ticks.span("lockoutDuration", value));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static String normal(String distinguishedName) {
        try {
            return DN.normalize(distinguishedName);
        } catch (LDAPException e) {
            return distinguishedName;
        }
    }
}
