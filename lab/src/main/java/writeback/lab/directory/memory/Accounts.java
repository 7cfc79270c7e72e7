package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.Ticks;

/** The accounts that can sign in to the directory, by any name they may give. */
final class Accounts {

    private final ServerHand hand;
    private final Names names;
    private final Vault vault;
    private final Clock clock;

    Accounts(ServerHand hand, Names names, Vault vault, Clock clock) {
        this.hand = hand;
        this.names = names;
        this.vault = vault;
        this.clock = clock;
    }

    /** The account with a DN, a user principal name or {@code DOMAIN\\name}. */
    Optional<Entry> find(String name) {
        if (name.contains("=") && DN.isValidDN(name)) {
            return hand.get(name).filter(entry -> entry.hasAttribute("sAMAccountName"));
        }
        String sam = name.toUpperCase(Locale.ROOT).startsWith(PracticeDomain.NETBIOS + "\\")
                ? name.substring(PracticeDomain.NETBIOS.length() + 1)
                : null;
        return sam == null ? names.find("userPrincipalName", name) : names.find("sAMAccountName", sam);
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

    private static DN parsed(Entry entry) {
        try {
            return entry.getParsedDN();
        } catch (LDAPException e) {
            throw new IllegalStateException("the directory holds an entry without a name", e);
        }
    }
}
