package writeback.relay.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Locale;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;

/** Recognises the relay's own accounts by the names that its settings give them. */
final class OwnAccount {

    private OwnAccount() {}

    /** @param entry with {@code sAMAccountName} and {@code userPrincipalName} */
    static boolean is(DomainSession session, Entry entry, Accounts own) {
        return own.all().stream().map(Account::name).anyMatch(name -> isNamed(session.domain(), entry, name));
    }

    /**
     * An account goes by its distinguished name, its user principal name, {@code DOMAIN\\account}, and by
     * {@code account@DNSDOMAIN} whatever its user principal name is (MS-ADTS 5.1.1.1.1). A service's identity has no domain.
     */
    private static boolean isNamed(String domain, Entry entry, String name) {
        if (name.indexOf('=') > 0 && DN.isValidDN(name)) {
            return isDn(entry, name);
        }
        String account = text(entry, "sAMAccountName");
        String wanted = name.toLowerCase(Locale.ROOT);
        return wanted.equals(text(entry, "userPrincipalName"))
                || !account.isEmpty()
                        && (wanted.equals(account)
                                || wanted.endsWith("\\" + account)
                                || wanted.equals(account + "@" + domain));
    }

    private static boolean isDn(Entry entry, String name) {
        try {
            return DN.equals(entry.getDN(), name);
        } catch (LDAPException e) {
            return false;
        }
    }

    private static String text(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
