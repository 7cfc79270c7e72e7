package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.Ticks;

/** The accounts that can sign in to the directory, by any name they may give. */
final class Accounts {

    private final DomainHand hand;
    private final Vault vault;
    private final Clock clock;

    Accounts(DomainHand hand, Vault vault, Clock clock) {
        this.hand = hand;
        this.vault = vault;
        this.clock = clock;
    }

    /** The account with a DN, a user principal name or {@code DOMAIN\\name}. */
    Optional<Entry> find(String name) {
        if (name.contains("=") && DN.isValidDN(name)) {
            return first(hand.search(name, "(sAMAccountName=*)", "*"));
        }
        String sam = name.toUpperCase(Locale.ROOT).startsWith(PracticeDomain.NETBIOS + "\\")
                ? name.substring(PracticeDomain.NETBIOS.length() + 1)
                : null;
        Filter filter = sam == null
                ? Filter.createEqualityFilter("userPrincipalName", name)
                : Filter.createEqualityFilter("sAMAccountName", sam);
        return first(hand.search(PracticeDomain.BASE, filter.toString(), "*"));
    }

    Optional<DN> dn(String name) {
        return find(name).map(Accounts::parsed);
    }

    /** The account, if that is its password and it may sign in. */
    Entry bind(String name, String password) throws LDAPException {
        Entry account = find(name).orElseThrow(() -> WindowsErrors.badLogon("52e"));
        if (!vault.matches(account.getParsedDN().toNormalizedString(), password)) {
            throw WindowsErrors.badLogon("52e");
        }
        if ((Long.parseLong(account.getAttributeValue("userAccountControl")) & 2) != 0) {
            throw WindowsErrors.badLogon("533");
        }
        if (clock.instant().isAfter(expiry(account))) {
            throw WindowsErrors.badLogon("701");
        }
        if ("0".equals(account.getAttributeValue("pwdLastSet"))) {
            throw WindowsErrors.badLogon("773");
        }
        return account;
    }

    private static Instant expiry(Entry account) {
        String expires = account.getAttributeValue("accountExpires");
        boolean never = expires == null || expires.equals("0") || expires.equals(Long.toString(Long.MAX_VALUE));
        return never ? Instant.MAX : Ticks.instant(Long.parseLong(expires));
    }

    private static Optional<Entry> first(List<Entry> entries) {
        return entries.stream().findFirst();
    }

    private static DN parsed(Entry entry) {
        try {
            return entry.getParsedDN();
        } catch (LDAPException e) {
            throw new IllegalStateException("the directory holds an entry without a name", e);
        }
    }
}
