package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.Ticks;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.Sighting;

/** What single attributes of an account say (MS-ADTS 2.2.16 for the bits of {@code userAccountControl}). */
final class Flags {

    static final String CONTROL = "userAccountControl";
    static final String EXPIRES = "accountExpires";
    static final String LOCKOUT_TIME = "lockoutTime";
    /** Constructed; tells whether the account is locked with all rules applied (MS-ADTS 3.1.1.4.5.17). */
    static final String COMPUTED = "msDS-User-Account-Control-Computed";

    static final long DISABLED = 0x2;
    static final long NEVER_EXPIRES = 0x10000;
    private static final long LOCKED = 0x10;

    private Flags() {}

    /** Whether a bit of {@code userAccountControl} is set. */
    static Sighting<Boolean> control(Entry account, long bit) {
        return number(account, CONTROL).map(control -> (control & bit) != 0);
    }

    /** {@code accountExpires}: 0 and the largest number there is stand for never (MS-ADA1 2.3). */
    static Sighting<Expiry> expiry(Entry account) {
        return number(account, EXPIRES)
                .map(ticks -> new Expiry(ticks <= 0 || ticks == Long.MAX_VALUE ? null : Ticks.instant(ticks)));
    }

    /**
     * Whether an account is locked out now: as the domain controller says, and where it does not, by {@code lockoutTime}
     * and how long a lockout lasts (MS-SAMR 3.1.1.8.4; 0 and never: until an administrator ends it).
     *
     * @param duration of a lockout by the policy that binds the account
     */
    static Sighting<Boolean> locked(Entry account, Sighting<Duration> duration, Instant now) {
        if (account.hasAttribute(COMPUTED)) {
            return number(account, COMPUTED).map(computed -> (computed & LOCKED) != 0);
        }
        if (!account.hasAttribute(LOCKOUT_TIME)) {
            // Nobody was ever locked out who has none; but it may as well be hidden, and then so is userAccountControl.
            return number(account, CONTROL).map(control -> false);
        }
        return number(account, LOCKOUT_TIME)
                .flatMap(ticks -> ticks <= 0
                        ? Sighting.seen(false)
                        : duration.map(
                                lasts -> lasts.isZero() || Ticks.instant(ticks).isAfter(now.minus(bounded(lasts)))));
    }

    /** "Never" is some 29,000 years, which is more than can be counted back from now. */
    private static Duration bounded(Duration duration) {
        Duration most = Duration.ofDays(100_000);
        return duration.compareTo(most) > 0 ? most : duration;
    }

    static Sighting<Long> number(Entry account, String attribute) {
        @Nullable String value = account.getAttributeValue(attribute);
        if (value == null) {
            return Sighting.unseen(Cause.DENIED, attribute + " of " + account.getDN() + " is hidden");
        }
        try {
            return Sighting.seen(Ticks.number(attribute, value));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }
}
