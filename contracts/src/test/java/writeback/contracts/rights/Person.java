package writeback.contracts.rights;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;
import writeback.contracts.AdminConnection;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;

/**
 * An account that tries what writeback does, for real. Each answer is whether the server let it; any answer but yes and
 * "insufficient access" is an {@link AssertionError}.
 *
 * @param sam also the name by which the agent finds it
 */
record Person(String dn, String sam, byte[] sid, String password, LDAPConnection connection) implements AutoCloseable {

    /** Samba says "no such object" of what the account may not even see. */
    private static final Set<ResultCode> REFUSALS =
            Set.of(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, ResultCode.NO_SUCH_OBJECT);

    /** A new account there, signed in. */
    static Person make(Arrangement arrangement, String unit) {
        String password = Arrangement.password();
        String sam = Arrangement.fresh("svc-");
        String dn = arrangement.user(unit, sam, new Attribute("unicodePwd", AdminConnection.quoted(password)));
        return new Person(dn, sam, arrangement.sid(dn), password, bind(arrangement.directory(), dn, password));
    }

    /** Signed in anew, as one must be for a new group to count. */
    Person again(Arrangement arrangement) {
        connection.close();
        return new Person(dn, sam, sid, password, bind(arrangement.directory(), dn, password));
    }

    private static LDAPConnection bind(Directory directory, String dn, String password) {
        try {
            return AdminConnection.open(directory, dn, password);
        } catch (LDAPException e) {
            throw new AssertionError("the new account was not let in: " + e.getMessage(), e);
        }
    }

    /** Resets a password as writeback does, bound by the policy; the minimum age is waived while pwdLastSet is 0. */
    boolean resets(String target) {
        ModifyRequest request = new ModifyRequest(
                target,
                new Modification(
                        ModificationType.REPLACE, "unicodePwd", AdminConnection.quoted(Arrangement.password())));
        request.addControl(AdminConnection.policyHints());
        return let(request);
    }

    boolean writesLockoutTime(String target) {
        return let(new ModifyRequest(target, new Modification(ModificationType.REPLACE, "lockoutTime", "0")));
    }

    boolean writesPwdLastSet(String target) {
        return let(new ModifyRequest(target, new Modification(ModificationType.REPLACE, "pwdLastSet", "0")));
    }

    /** Takes a forced change back, for which Unexpire Password is asked of the domain head (MS-SAMR 3.1.1.8.8). */
    boolean unexpires(String target) {
        return let(new ModifyRequest(target, new Modification(ModificationType.REPLACE, "pwdLastSet", "-1")));
    }

    private boolean let(ModifyRequest request) {
        try {
            connection.modify(request);
            return true;
        } catch (LDAPException e) {
            if (REFUSALS.contains(e.getResultCode())) {
                return false;
            }
            throw new AssertionError(
                    sam + ", " + request.getModifications().get(0).getAttributeName() + " of " + request.getDN() + ": "
                            + e.getResultCode() + " " + e.getDiagnosticMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
