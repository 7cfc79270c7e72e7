package writeback.relay.directory;

import com.unboundid.ldap.sdk.NameResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;

/**
 * One domain: where it is and who reads, changes and rehearses there. A section {@code directory} in {@code relay.yaml}.
 *
 * @param domain DNS name, lower case
 * @param sysvol {@code \\DOMAIN\SYSVOL} or another folder, below which is {@code DOMAIN/Policies}; or {@code smb://DOMAIN/sysvol}
 * @param pilotOu distinguished name of the organisational unit with the test accounts; may be empty
 */
public record DirectorySettings(
        Reach reach, String domain, String sysvol, String pilotOu, Accounts accounts, SyncSide sync) {

    /** The same domain, changed and rehearsed in by this account only. */
    public DirectorySettings carriedOutBy(Account account) {
        return new DirectorySettings(
                reach, domain, sysvol, pilotOu, new Accounts(accounts.reading(), account, account), sync);
    }

    /**
     * How a domain controller is reached.
     *
     * @param host DNS name of a domain controller; its certificate must carry it
     * @param port of LDAPS
     * @param caFile PEM file with the certificate authorities to trust
     * @param kerberos for accounts that sign in with it
     * @param addresses IP addresses to use in place of a name look-up, by DNS name in lower case; under {@link #EVERY_NAME}
     *     the one that every other name of the domain leads to
     */
    public record Reach(String host, int port, Path caFile, KerberosPlace kerberos, Map<String, String> addresses) {

        public static final String EVERY_NAME = "*";

        public Reach {
            addresses = Map.copyOf(addresses);
        }

        /** Finds addresses as said here. */
        public NameResolver names() {
            return new KnownAddresses(addresses);
        }
    }

    /**
     * Three accounts for three kinds of work, none with more rights than its work needs.
     *
     * @param changing null where nothing may be changed
     * @param rehearsal null where nothing may be rehearsed
     */
    public record Accounts(Account reading, @Nullable Account changing, @Nullable Account rehearsal) {

        /** Those that there are. */
        public List<Account> all() {
            return Stream.of(reading, changing, rehearsal)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** @param name what a simple bind takes, the Kerberos principal, or the name of the service's own identity */
    public record Account(String name, SignIn signIn) {}

    /**
     * What the relay's owner says of the sync server's side of this domain, where it cannot be read there.
     *
     * @param connectorAccount {@code DOMAIN\name} or distinguished name of the AD DS connector account; null: it is found
     * @param connectorDomainController DNS name, lower case, of the domain controller that the AD connector is set to use;
     *     null: any
     * @param userContainers distinguished names of what the sync server imports; empty: not said
     */
    public record SyncSide(
            @Nullable String connectorAccount,
            @Nullable String connectorDomainController,
            List<String> userContainers) {

        /** Nothing is said. */
        public static final SyncSide UNSAID = new SyncSide(null, null, List.of());

        public SyncSide {
            userContainers = List.copyOf(userContainers);
        }
    }
}
