package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.CoveragePage.Row;
import writeback.relay.protocol.fact.CoverageReason;

/**
 * What is kept of a user who was looked at.
 *
 * @param unit distinguished name of what holds the user
 * @param row null when the password can be written back
 */
record Looked(String unit, @Nullable Row row) {

    static final String[] ATTRIBUTES = {"sAMAccountName", "userPrincipalName"};

    static Looked at(SearchResultEntry user, List<CoverageReason> reasons) {
        return new Looked(
                parent(user.getDN()),
                reasons.isEmpty()
                        ? null
                        : new Row(
                                user.getDN(),
                                text(user.getAttributeValue("sAMAccountName")),
                                text(user.getAttributeValue("userPrincipalName")),
                                reasons));
    }

    /** About how many characters it adds to an answer. */
    int size() {
        return unit.length()
                + (row == null
                        ? 0
                        : 120
                                + row.distinguishedName().length()
                                + row.samAccountName().length()
                                + row.userPrincipalName().length());
    }

    /** What stands behind the first comma that is not escaped (RFC 4514); a whole parser would be most of the work here. */
    static String parent(String distinguishedName) {
        for (int i = 0; i < distinguishedName.length(); i++) {
            char character = distinguishedName.charAt(i);
            if (character == '\\') {
                i++;
            } else if (character == ',') {
                return distinguishedName.substring(i + 1).stripLeading();
            }
        }
        return "";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
