package writeback.lab.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.lab.grouppolicy.Policies;

/** The state keys that mean the same in every kind of directory: changes of entries and of policy files. */
public final class DomainChanges {

    /** ACCOUNTDISABLE of {@code userAccountControl} (MS-ADTS 2.2.16). */
    private static final long DISABLED = 2;

    private static final String PARTITIONS = "CN=Partitions,CN=Configuration," + PracticeDomain.BASE;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final String CONNECTOR_DN =
            PracticeDomain.service(PracticeDomain.CONNECTOR).dn();

    private final DomainHand hand;
    private final Policies policies;
    /** The accounts that {@code directory.accounts} disabled and that come back with it. */
    private final Set<String> disabledByUs = new LinkedHashSet<>();

    public DomainChanges(DomainHand hand, Policies policies) {
        this.hand = hand;
        this.policies = policies;
    }

    /**
     * Sets a key that is made of changes of entries alone.
     *
     * @throws IllegalArgumentException when there is no such key or its value does not suit
     */
    public void apply(StateValue set) {
        switch (set.key()) {
            case "connector.disabled" -> connectorDisabled(set.flag());
            case "connector.domainAdmin" -> connectorIsAdministrator(set.flag());
            case "connector.expired" -> connectorExpired(set.flag());
            case "user.locked" -> sampleLocked(set.flag());
            case "user.psoMinAgeDays" -> samplePso(set.number());
            case "forest.otherDomain" -> otherDomain(set.flag());
            default -> throw set.unknown();
        }
    }

    /** {@code domain.minAgeDays}. */
    public void domainMinimumAge(int days) {
        hand.change(List.of(new LDIFModifyChangeRecord(
                PracticeDomain.BASE, replace("minPwdAge", Ticks.interval(Duration.ofDays(days))))));
    }

    /** {@code gpo.minAgeDays}. */
    public void policyMinimumAge(@Nullable Integer days) {
        policies.setMinimumAge(
                PracticeDomain.DEFAULT_DOMAIN_POLICY, days == null ? OptionalInt.empty() : OptionalInt.of(days));
    }

    /** {@code directory.accounts}: disables every enabled user but the service accounts; enables those again. */
    public void accountsEnabled(boolean enabled) {
        for (Entry user : hand.search(
                PracticeDomain.BASE,
                "(&(objectClass=user)(!(objectClass=computer)))",
                "sAMAccountName",
                "userAccountControl")) {
            String sam = user.getAttributeValue("sAMAccountName");
            boolean service = PracticeDomain.SERVICES.stream()
                    .anyMatch(person -> person.sam().equals(sam));
            long control = Long.parseLong(user.getAttributeValue("userAccountControl"));
            if (enabled && disabledByUs.remove(sam)) {
                control(user, control & ~DISABLED);
            } else if (!enabled && !service && (control & DISABLED) == 0) {
                disabledByUs.add(sam);
                control(user, control | DISABLED);
            }
        }
    }

    private void control(Entry user, long control) {
        hand.change(List.of(new LDIFModifyChangeRecord(user.getDN(), replace("userAccountControl", control))));
    }

    private void connectorDisabled(boolean disabled) {
        modify(CONNECTOR_DN, "userAccountControl", disabled ? 66048 | DISABLED : 66048);
    }

    private void connectorExpired(boolean expired) {
        modify(CONNECTOR_DN, "accountExpires", expired ? Ticks.at(LONG_AGO) : Long.MAX_VALUE);
    }

    private void connectorIsAdministrator(boolean administrator) {
        boolean isOne = hand.search(PracticeDomain.DOMAIN_ADMINS, "(member=" + CONNECTOR_DN + ")", "cn").stream()
                .findAny()
                .isPresent();
        if (isOne != administrator) {
            ModificationType type = administrator ? ModificationType.ADD : ModificationType.DELETE;
            hand.change(List.of(new LDIFModifyChangeRecord(
                    PracticeDomain.DOMAIN_ADMINS, new Modification(type, "member", CONNECTOR_DN))));
        }
    }

    /** {@code user.locked}: locked out now, or not any more. */
    public void sampleLocked(boolean locked) {
        String user = SampleUsers.with(SampleUsers.Trait.LOCKED).person().dn();
        modify(user, "lockoutTime", locked ? Ticks.at(Instant.now()) : 0);
    }

    /** {@code user.psoMinAgeDays}: what the sample PSO asks of the user that it binds. */
    public void samplePso(int days) {
        if (hand.search(PracticeDomain.PSO_CONTAINER, "(cn=Strict passwords)", "cn")
                .isEmpty()) {
            hand.change(List.of(new LDIFAddChangeRecord(pso("Strict passwords", 20, days, SampleUsers.STRICT))));
        } else {
            modify(
                    "CN=Strict passwords," + PracticeDomain.PSO_CONTAINER,
                    "msDS-MinimumPasswordAge",
                    Ticks.interval(Duration.ofDays(days)));
        }
    }

    /** {@code forest.otherDomain}: the crossRef of a child domain that nobody serves, or none (MS-ADTS 6.1.1.2.1). */
    private void otherDomain(boolean present) {
        boolean isThere = !hand.search(PARTITIONS, "(cn=EU)", "cn").isEmpty();
        if (isThere && !present) {
            hand.change(List.of(new LDIFDeleteChangeRecord("CN=EU," + PARTITIONS)));
        } else if (present && !isThere) {
            hand.change(List.of(new LDIFAddChangeRecord(new Entry(
                    "CN=EU," + PARTITIONS,
                    new Attribute("objectClass", "top", "crossRef"),
                    new Attribute("cn", "EU"),
                    new Attribute("nCName", "DC=eu," + PracticeDomain.BASE),
                    new Attribute("dnsRoot", "eu." + PracticeDomain.DOMAIN),
                    new Attribute("nETBIOSName", "EU"),
                    new Attribute("systemFlags", "3")))));
        }
    }

    private void modify(String dn, String attribute, long value) {
        hand.change(List.of(new LDIFModifyChangeRecord(dn, replace(attribute, value))));
    }

    /** {@code pso.minAgeDays}: one PSO that binds the group Pilot, or none. */
    public void pilotPso(@Nullable Integer days) {
        if (!hand.search(PracticeDomain.PSO_CONTAINER, "(cn=Pilot passwords)", "cn")
                .isEmpty()) {
            hand.change(List.of(new LDIFDeleteChangeRecord(PracticeDomain.PSO)));
        }
        if (days != null) {
            hand.change(List.of(new LDIFAddChangeRecord(pso("Pilot passwords", 10, days, PracticeDomain.PILOT_GROUP))));
        }
    }

    private static Entry pso(String name, int precedence, int days, String appliesTo) {
        return new Entry(
                "CN=" + name + "," + PracticeDomain.PSO_CONTAINER,
                new Attribute("objectClass", "top", "msDS-PasswordSettings"),
                new Attribute("cn", name),
                new Attribute("msDS-PasswordSettingsPrecedence", Integer.toString(precedence)),
                new Attribute("msDS-PasswordReversibleEncryptionEnabled", "FALSE"),
                new Attribute("msDS-PasswordHistoryLength", "24"),
                new Attribute("msDS-PasswordComplexityEnabled", "TRUE"),
                new Attribute("msDS-MinimumPasswordLength", "7"),
                new Attribute("msDS-MinimumPasswordAge", interval(Duration.ofDays(days))),
                new Attribute("msDS-MaximumPasswordAge", interval(Duration.ofDays(Math.max(42, days + 1)))),
                new Attribute("msDS-LockoutThreshold", "0"),
                new Attribute("msDS-LockoutObservationWindow", interval(Duration.ofMinutes(30))),
                new Attribute("msDS-LockoutDuration", interval(Duration.ofMinutes(30))),
                new Attribute("msDS-PSOAppliesTo", appliesTo));
    }

    private static String interval(Duration duration) {
        return Long.toString(Ticks.interval(duration));
    }

    private static Modification replace(String attribute, long value) {
        return new Modification(ModificationType.REPLACE, attribute, Long.toString(value));
    }
}
