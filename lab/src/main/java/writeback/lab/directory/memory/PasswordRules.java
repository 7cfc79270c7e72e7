package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import writeback.lab.directory.Ticks;

/**
 * Judges a new password as a domain controller does. Length and complexity hold for every clear-text password; history
 * and minimum age hold for a user's own change and for a reset that carries the policy-hints control (MS-SAMR 3.1.1.7,
 * MS-ADTS 3.1.1.3.4.1.27; the age by Samba's tests). The age is waived while {@code pwdLastSet} is 0.
 */
final class PasswordRules {

    private final Vault vault;
    private final Clock clock;

    PasswordRules(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** The policy that binds one account: its resultant PSO, or the domain head. */
    record Policy(Duration minimumAge, int history, int length, boolean complex) {

        static Policy ofDomain(Entry head) {
            return new Policy(
                    Ticks.duration(number(head, "minPwdAge")),
                    (int) number(head, "pwdHistoryLength"),
                    (int) number(head, "minPwdLength"),
                    (number(head, "pwdProperties") & 1) != 0);
        }

        static Policy ofPso(Entry pso) {
            return new Policy(
                    Ticks.duration(number(pso, "msDS-MinimumPasswordAge")),
                    (int) number(pso, "msDS-PasswordHistoryLength"),
                    (int) number(pso, "msDS-MinimumPasswordLength"),
                    "TRUE".equalsIgnoreCase(pso.getAttributeValue("msDS-PasswordComplexityEnabled")));
        }
    }

    /** Why a password was refused; the domain controller does not tell, the lab's tests and logs may. */
    enum Refusal {
        SHORT,
        SIMPLE,
        TOO_YOUNG,
        USED
    }

    /** @param bound whether age and history hold */
    Optional<Refusal> judge(Policy policy, Entry account, String key, String password, boolean bound) {
        if (password.length() < policy.length()) {
            return Optional.of(Refusal.SHORT);
        }
        if (policy.complex() && !complex(password, account)) {
            return Optional.of(Refusal.SIMPLE);
        }
        if (!bound) {
            return Optional.empty();
        }
        long lastSet = number(account, "pwdLastSet");
        if (lastSet != 0 && Ticks.instant(lastSet).plus(policy.minimumAge()).isAfter(clock.instant())) {
            return Optional.of(Refusal.TOO_YOUNG);
        }
        return vault.remembers(key, password, policy.history()) ? Optional.of(Refusal.USED) : Optional.empty();
    }

    /** Three of four kinds of characters, and not the account's name (Windows, "Password must meet complexity requirements"). */
    private static boolean complex(String password, Entry account) {
        int kinds = 0;
        kinds += password.chars().anyMatch(Character::isUpperCase) ? 1 : 0;
        kinds += password.chars().anyMatch(Character::isLowerCase) ? 1 : 0;
        kinds += password.chars().anyMatch(Character::isDigit) ? 1 : 0;
        kinds += password.chars().anyMatch(c -> !Character.isLetterOrDigit(c)) ? 1 : 0;
        String sam = account.getAttributeValue("sAMAccountName");
        boolean holdsName = sam != null
                && sam.length() > 2
                && password.toLowerCase(Locale.ROOT).contains(sam.toLowerCase(Locale.ROOT));
        return kinds >= 3 && !holdsName;
    }

    private static long number(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        return value == null ? 0 : Long.parseLong(value);
    }
}
