package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

/** Refusals in the form a domain controller sends them: a Win32 code in front, the LDAP code beside (MS-ADTS 3.1.1.3.1.9). */
final class WindowsErrors {

    private WindowsErrors() {}

    /** A reset that the password policy refuses: 0000052D ERROR_PASSWORD_RESTRICTION as unwillingToPerform. */
    static LDAPException resetRefused() {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                "0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0");
    }

    /** A user's change that the password policy refuses. */
    static LDAPException changeRefused() {
        return constraint("0000052D");
    }

    /** A user's change with a wrong old password: 00000056 ERROR_INVALID_PASSWORD. */
    static LDAPException wrongOldPassword() {
        return constraint("00000056");
    }

    private static LDAPException constraint(String code) {
        return new LDAPException(
                ResultCode.CONSTRAINT_VIOLATION,
                code + ": AtrErr: DSID-03190F80, #1:\n\t0: " + code
                        + ": DSID-03190F80, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a (unicodePwd)");
    }

    /** 00002098 ERROR_DS_INSUFF_ACCESS_RIGHTS. */
    static LDAPException denied() {
        return new LDAPException(
                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                "00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0");
    }

    /** A write the directory never takes in that form, such as a plain value for {@code unicodePwd}. */
    static LDAPException unwilling() {
        return new LDAPException(
                ResultCode.UNWILLING_TO_PERFORM,
                "00000057: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0");
    }

    static LDAPException noSuchObject(String parent) {
        return new LDAPException(
                ResultCode.NO_SUCH_OBJECT,
                "0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'" + parent
                        + "'\n");
    }

    /** A search before any bind: 000004DC ERROR_NOT_AUTHENTICATED as operationsError. */
    static LDAPException notBound() {
        return new LDAPException(
                ResultCode.OPERATIONS_ERROR,
                "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be"
                        + " completed on the connection., data 0, v4563");
    }

    /** @param data 52e wrong name or password, 533 disabled, 701 expired, 773 must change the password first */
    static LDAPException badLogon(String data) {
        return new LDAPException(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data " + data + ", v4563");
    }
}
