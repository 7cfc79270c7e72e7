package writeback.relay.check;

import java.util.Map;
import writeback.relay.directory.rights.Privilege;

/** The command lines that grant what is missing (Dsacls, Windows Server commands reference). */
final class Dsacls {

    /** In a right of dsacls: CA an extended right, WP a property, RC and WD reading and changing the access list. */
    private static final Map<Privilege, String> RIGHTS = Map.of(
            Privilege.RESET_PASSWORD, "CA;Reset Password",
            Privilege.WRITE_LOCKOUT_TIME, "WP;lockoutTime",
            Privilege.WRITE_PWD_LAST_SET, "WP;pwdLastSet",
            Privilege.WRITE_VERSION_NUMBER, "WP;versionNumber",
            Privilege.WRITE_EXTENSION_NAMES, "WP;gPCMachineExtensionNames",
            Privilege.WRITE_PSO_MINIMUM_AGE, "WP;msDS-MinimumPasswordAge",
            Privilege.MODIFY_PERMISSIONS, "RCWD");

    private Dsacls() {}

    /** On one object alone. */
    static String onObject(String dn, String account, Privilege privilege) {
        return "dsacls \"" + dn + "\" /G \"" + account + ":" + RIGHTS.get(privilege) + "\"";
    }

    /** On all users below. */
    static String onUsersBelow(String dn, String account, Privilege privilege) {
        return "dsacls \"" + dn + "\" /I:S /G \"" + account + ":" + RIGHTS.get(privilege) + ";user\"";
    }
}
