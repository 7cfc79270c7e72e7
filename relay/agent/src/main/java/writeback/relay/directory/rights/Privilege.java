package writeback.relay.directory.rights;

/** A right on an object of the directory, as its administrators name it. */
public enum Privilege {
    RESET_PASSWORD("Reset Password", Right.RESET_PASSWORD),
    WRITE_LOCKOUT_TIME("write lockoutTime", Right.WRITE_LOCKOUT_TIME),
    WRITE_PWD_LAST_SET("write pwdLastSet", Right.WRITE_PWD_LAST_SET),
    WRITE_VERSION_NUMBER("write versionNumber", Right.WRITE_VERSION_NUMBER),
    WRITE_EXTENSION_NAMES("write gPCMachineExtensionNames", Right.WRITE_EXTENSION_NAMES),
    WRITE_PSO_MINIMUM_AGE("write msDS-MinimumPasswordAge", Right.WRITE_PSO_MINIMUM_AGE),
    WRITE_EVERYTHING("write every property", Right.WRITE_EVERYTHING),
    MODIFY_PERMISSIONS("Modify Permissions", Right.MODIFY_PERMISSIONS),
    MODIFY_OWNER("Modify Owner", Right.MODIFY_OWNER),
    REPLICATE_SECRETS("Replicating Directory Changes All", Right.REPLICATE_SECRETS);

    private final String words;
    private final Right right;

    Privilege(String words, Right right) {
        this.words = words;
        this.right = right;
    }

    public String words() {
        return words;
    }

    Right right() {
        return right;
    }
}
