package writeback.lab.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds accounts by the lab's own hand. */
public final class AccountSearch {

    private AccountSearch() {}

    public static Optional<DirectoryAccount> byUserPrincipalName(DomainHand hand, String userPrincipalName) {
        Filter filter = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "user"),
                Filter.createEqualityFilter("userPrincipalName", userPrincipalName));
        return hand
                .search(
                        PracticeDomain.BASE,
                        filter.toString(),
                        "sAMAccountName",
                        "userPrincipalName",
                        "displayName",
                        "objectSid",
                        "userAccountControl")
                .stream()
                .findFirst()
                .map(AccountSearch::account);
    }

    /**
     * "SID String Format Syntax" (MS-DTYP 2.4.2.1): the authority is big-endian, what follows is little-endian. Samba's own
     * tools write it as text already.
     */
    private static String text(byte[] sid) {
        if (sid[0] == 'S') {
            return new String(sid, StandardCharsets.US_ASCII);
        }
        ByteBuffer bytes = ByteBuffer.wrap(sid);
        StringBuilder text = new StringBuilder("S-").append(bytes.get());
        int count = bytes.get();
        text.append('-').append((bytes.getShort() & 0xFFFFL) << 32 | bytes.getInt() & 0xFFFFFFFFL);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < count; n++) {
            text.append('-').append(Integer.toUnsignedString(bytes.getInt()));
        }
        return text.toString();
    }

    /** An entry with those attributes as an account. */
    public static DirectoryAccount account(Entry entry) {
        String display = entry.getAttributeValue("displayName");
        String sam = entry.getAttributeValue("sAMAccountName");
        return new DirectoryAccount(
                entry.getDN(),
                sam,
                entry.getAttributeValue("userPrincipalName"),
                display == null ? sam : display,
                text(entry.getAttributeValueBytes("objectSid")),
                (Long.parseLong(entry.getAttributeValue("userAccountControl")) & 2) == 0);
    }
}
