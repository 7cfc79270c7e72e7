package writeback.lab.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.time.Duration;
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

    private final DomainHand hand;
    private final Policies policies;
    /** The accounts that {@code directory.accounts} disabled and that come back with it. */
    private final Set<String> disabledByUs = new LinkedHashSet<>();

    public DomainChanges(DomainHand hand, Policies policies) {
        this.hand = hand;
        this.policies = policies;
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

    /** {@code pso.minAgeDays}: one PSO that binds the group Pilot, or none. */
    public void pilotPso(@Nullable Integer days) {
        if (!hand.search(PracticeDomain.PSO_CONTAINER, "(cn=Pilot passwords)", "cn")
                .isEmpty()) {
            hand.change(List.of(new LDIFDeleteChangeRecord(PracticeDomain.PSO)));
        }
        if (days != null) {
            hand.change(List.of(new LDIFAddChangeRecord(pso(days))));
        }
    }

    private static Entry pso(int days) {
        return new Entry(
                PracticeDomain.PSO,
                new Attribute("objectClass", "top", "msDS-PasswordSettings"),
                new Attribute("cn", "Pilot passwords"),
                new Attribute("msDS-PasswordSettingsPrecedence", "10"),
                new Attribute("msDS-PasswordReversibleEncryptionEnabled", "FALSE"),
                new Attribute("msDS-PasswordHistoryLength", "24"),
                new Attribute("msDS-PasswordComplexityEnabled", "TRUE"),
                new Attribute("msDS-MinimumPasswordLength", "7"),
                new Attribute("msDS-MinimumPasswordAge", interval(Duration.ofDays(days))),
                new Attribute("msDS-MaximumPasswordAge", interval(Duration.ofDays(Math.max(42, days + 1)))),
                new Attribute("msDS-LockoutThreshold", "0"),
                new Attribute("msDS-LockoutObservationWindow", interval(Duration.ofMinutes(30))),
                new Attribute("msDS-LockoutDuration", interval(Duration.ofMinutes(30))),
                new Attribute("msDS-PSOAppliesTo", PracticeDomain.PILOT_GROUP));
    }

    private static String interval(Duration duration) {
        return Long.toString(Ticks.interval(duration));
    }

    private static Modification replace(String attribute, long value) {
        return new Modification(ModificationType.REPLACE, attribute, Long.toString(value));
    }
}
