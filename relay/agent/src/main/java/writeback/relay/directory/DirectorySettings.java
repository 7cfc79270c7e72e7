package writeback.relay.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the domain is and who reads, changes and rehearses: {@code directory} in {@code relay.yaml}.
 *
 * @param host DNS name of a domain controller; its certificate must carry it
 * @param port of LDAPS
 * @param caFile PEM file with the certificate authorities to trust
 * @param address IP address to use in place of a name look-up, where there is no DNS; every name of the domain leads
 *     there then
 * @param domain DNS name, lower case
 * @param sysvol the folder {@code \\DOMAIN\SYSVOL}, below which is {@code DOMAIN/Policies}
 * @param pilotOu distinguished name of the organisational unit with the test accounts; may be empty
 */
public record DirectorySettings(
        String host,
        int port,
        Path caFile,
        @Nullable String address,
        String domain,
        Path sysvol,
        String pilotOu,
        Accounts accounts) {

    /**
     * Three accounts for three kinds of work, none with more rights than its work needs.
     *
     * @param changing null where nothing may be changed
     * @param rehearsal null where nothing may be rehearsed
     */
    public record Accounts(Account reading, @Nullable Account changing, @Nullable Account rehearsal) {}

    /**
     * @param name distinguished name, or what a simple bind takes otherwise
     * @param passwordFile holds the password, one line of UTF-8; read at each use
     */
    public record Account(String name, Path passwordFile) {}
}
