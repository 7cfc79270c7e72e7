package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import writeback.lab.directory.Ticks;

/**
 * Judges what a client wants to write and turns it into what the LDAP server stores: {@code unicodePwd}, a quoted string
 * in UTF-16LE (MS-ADTS 3.1.1.3.1.5), becomes a password of its own kind.
 */
final class PasswordWrites {

    private final ServerHand hand;
    private final AccessRules access;
    private final Descriptors descriptors;
    private final UpdateNumbers numbers;
    private final PasswordRules rules;
    private final ResultantPolicy resultant;
    private final Vault vault;
    private final Clock clock;

    PasswordWrites(
            ServerHand hand,
            AccessRules access,
            Descriptors descriptors,
            UpdateNumbers numbers,
            PasswordRules rules,
            ResultantPolicy resultant,
            Vault vault,
            Clock clock) {
        this.hand = hand;
        this.access = access;
        this.descriptors = descriptors;
        this.numbers = numbers;
        this.rules = rules;
        this.resultant = resultant;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * The modifications to store. Serialised, so that two resets at once see each other.
     *
     * @param policies what the domain controller that was asked holds of the domain head and of a PSO
     */
    synchronized List<Modification> translate(
            DN who, String dn, List<Modification> asked, boolean hinted, UnaryOperator<Entry> policies)
            throws LDAPException {
        Entry target = hand.get(dn).orElseThrow(() -> WindowsErrors.noSuchObject(dn));
        List<Modification> passwords = new ArrayList<>();
        List<Modification> stored = new ArrayList<>();
        AccessList accessList = null;
        for (Modification one : asked) {
            if (one.getAttributeName().equalsIgnoreCase("unicodePwd")) {
                passwords.add(one);
            } else if (!access.mayWrite(who, target, one.getAttributeName())) {
                throw WindowsErrors.denied();
            } else if (one.getAttributeName().equalsIgnoreCase("nTSecurityDescriptor")) {
                accessList = accessList(one);
            } else {
                stored.add(one.getAttributeName().equalsIgnoreCase("pwdLastSet") ? lastSet(one) : one);
            }
        }
        boolean alsoLastSet =
                asked.stream().anyMatch(one -> one.getAttributeName().equalsIgnoreCase("pwdLastSet"));
        if (hinted && !passwords.isEmpty() && alsoLastSet) {
            // Measured on Samba 4.24, at any minimum age: the two must come one after the other.
            throw WindowsErrors.resetRefused();
        }
        if (!passwords.isEmpty()) {
            stored.addAll(0, newPassword(who, target, passwords, hinted, policies));
        }
        if (accessList != null) {
            descriptors.set(dn, accessList);
        }
        stored.add(new Modification(ModificationType.REPLACE, "uSNChanged", Long.toString(numbers.next())));
        return stored;
    }

    /** Only a whole DACL may be written, and of it what stands on the object itself counts (MS-ADTS 6.1.3). */
    private static AccessList accessList(Modification asked) throws LDAPException {
        byte[][] values = asked.getValueByteArrays();
        if (asked.getModificationType() != ModificationType.REPLACE || values.length != 1) {
            throw WindowsErrors.unwilling();
        }
        try {
            return AccessList.decode(values[0]);
        } catch (IllegalArgumentException e) {
            throw WindowsErrors.unwilling();
        }
    }

    private List<Modification> newPassword(
            DN who, Entry target, List<Modification> asked, boolean hinted, UnaryOperator<Entry> policies)
            throws LDAPException {
        String key = target.getParsedDN().toNormalizedString();
        PasswordRules.Policy policy = resultant.of(target, policies);
        boolean reset = asked.size() == 1 && asked.get(0).getModificationType() == ModificationType.REPLACE;
        boolean change = asked.size() == 2
                && asked.get(0).getModificationType() == ModificationType.DELETE
                && asked.get(1).getModificationType() == ModificationType.ADD;
        if (!reset && !change) {
            throw WindowsErrors.unwilling();
        }
        if (reset && !access.mayReset(who, target)) {
            throw WindowsErrors.denied();
        }
        if (change && !vault.matches(key, text(asked.get(0)))) {
            throw WindowsErrors.wrongOldPassword();
        }
        String password = text(asked.get(reset ? 0 : 1));
        Optional<PasswordRules.Refusal> refusal = rules.judge(policy, target, key, password, change || hinted);
        if (refusal.isPresent()) {
            throw reset ? WindowsErrors.resetRefused() : WindowsErrors.changeRefused();
        }
        vault.set(key, password, clock.instant());
        return List.of(
                new Modification(ModificationType.REPLACE, "userPassword", password),
                new Modification(ModificationType.REPLACE, "pwdLastSet", Long.toString(Ticks.at(clock.instant()))));
    }

    /** Only 0 (must change) and -1 (now) may be written (MS-ADTS 3.1.1.5.3.2). */
    private Modification lastSet(Modification asked) throws LDAPException {
        String value = asked.getModificationType() == ModificationType.REPLACE && asked.getValues().length == 1
                ? asked.getValues()[0]
                : "";
        if (value.equals("0")) {
            return asked;
        }
        if (value.equals("-1")) {
            return new Modification(ModificationType.REPLACE, "pwdLastSet", Long.toString(Ticks.at(clock.instant())));
        }
        throw WindowsErrors.unwilling();
    }

    private static String text(Modification modification) throws LDAPException {
        byte @Nullable [][] values = modification.getValueByteArrays();
        String quoted = values.length == 1 ? new String(values[0], StandardCharsets.UTF_16LE) : "";
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw WindowsErrors.unwilling();
        }
        return quoted.substring(1, quoted.length() - 1);
    }
}
