package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import java.util.List;

/** Server-side sorting (RFC 2891) by the one key in whose order {@link Pages} come anyhow. */
final class Sorting {

    private Sorting() {}

    /**
     * Takes the control out of a request whose answer will be in its order, or which can do without.
     *
     * @param byNumber whether the answer comes in the order of {@link Pages#NUMBER}
     * @throws LDAPException when the request depends on another order
     */
    static void check(List<Control> controls, boolean byNumber) throws LDAPException {
        for (Control control : List.copyOf(controls)) {
            if (control instanceof ServerSideSortRequestControl sort) {
                if (sort.isCritical() && !(byNumber && isByNumber(sort.getSortKeys()))) {
                    throw new LDAPException(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "sorted by the number only");
                }
                controls.remove(control);
            }
        }
    }

    private static boolean isByNumber(SortKey[] keys) {
        return keys.length == 1 && Pages.NUMBER.equalsIgnoreCase(keys[0].getAttributeName()) && !keys[0].reverseOrder();
    }
}
