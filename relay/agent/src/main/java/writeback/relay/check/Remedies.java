package writeback.relay.check;

import writeback.relay.directory.DirectoryTrouble;

/** What to do when a domain controller does not give what was asked. */
final class Remedies {

    private Remedies() {}

    /** @param account the setting of who asked */
    static String of(DirectoryTrouble trouble, String account) {
        if (String.valueOf(trouble.getMessage()).contains("certificate")) {
            return "directory.host must be the name in the certificate, directory.ca-file hold its authority; it must be"
                    + " valid today";
        }
        return switch (trouble.why()) {
            case UNREACHABLE -> "does the domain controller run, and do name, port and firewall lead to it?";
            case TIMEOUT -> "it took the connection and says nothing: look at the domain controller";
            case DENIED ->
                "are name and password or keytab of " + account
                        + " right, is the account enabled, and may it do what the message says?";
            default -> "the message says what is wrong; directory.host and directory.domain must belong together";
        };
    }
}
