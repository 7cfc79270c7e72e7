package writeback.contracts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryConnector;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;

/**
 * A directory that runs, and how the agent is told of it. The same for all test classes of a run: a row leaves it as it
 * was.
 *
 * @param kind what answers
 * @param controller DNS name of the PDC emulator, which its certificate carries
 * @param address IP address that all names of the domain lead to; null where there is DNS
 * @param otherAddresses of domain controllers that it does not lead to, by DNS name
 * @param port of LDAPS
 * @param ca PEM file with the certificate authorities to trust
 * @param domain DNS name, lower case
 * @param baseDn distinguished name of the domain head
 * @param sysvol the folder {@code \\DOMAIN\SYSVOL}, below which is {@code DOMAIN/Policies}
 * @param pilotOu the organisational unit with the test account, where the rehearsal account may reset
 * @param testAccount distinguished name of an ordinary user there, nobody's
 */
public record Directory(
        Kind kind,
        String controller,
        @Nullable String address,
        Map<String, String> otherAddresses,
        int port,
        Path ca,
        String domain,
        String baseDn,
        Path sysvol,
        String pilotOu,
        String testAccount,
        Accounts accounts,
        GroupPolicyRefresh groupPolicy,
        @Nullable LabSwitches switches) {

    /**
     * Who there is. Only {@code administrator} may arrange things; the agent never gets it.
     *
     * @param connector what Entra Connect uses
     */
    public record Accounts(
            Account administrator, Account reading, Account changing, Account rehearsal, Account connector) {}

    /** Makes the PDC emulator apply Group Policy now. */
    @FunctionalInterface
    public interface GroupPolicyRefresh {
        /** @param force also what has not changed, as {@code gpupdate /force} does */
        void run(boolean force);
    }

    /** What the agent's {@code relay.yaml} would say of this directory. */
    public DirectorySettings settings() {
        return new DirectorySettings(
                new DirectorySettings.Reach(controller, port, ca, kerberos(), addresses()),
                domain,
                sysvol.toString(),
                pilotOu,
                new DirectorySettings.Accounts(
                        agents(accounts.reading), agents(accounts.changing), agents(accounts.rehearsal)),
                DirectorySettings.SyncSide.UNSAID);
    }

    private KerberosPlace kerberos() {
        return new KerberosPlace(
                domain.toUpperCase(Locale.ROOT), address == null ? controller : address, KerberosPlace.LDAP_PORT);
    }

    private Map<String, String> addresses() {
        Map<String, String> all = new HashMap<>(otherAddresses);
        if (address != null) {
            all.put(DirectorySettings.Reach.EVERY_NAME, address);
        }
        return all;
    }

    /** The agent's own session as the reading account. */
    public DomainSession read() throws DirectoryTrouble {
        return new DirectoryConnector(settings()).open(agents(accounts.reading));
    }

    /** The agent's own session as any account. */
    public DomainSession as(Account account) throws DirectoryTrouble {
        return new DirectoryConnector(settings()).open(agents(account));
    }

    public static DirectorySettings.Account agents(Account account) {
        return new DirectorySettings.Account(account.name(), new SignIn.SimpleBind(account.passwordFile()));
    }

    /**
     * Whether what the server does in this matter proves anything. Where it does not, a row asserts the documented rule
     * alone and says so with {@link #byDocumentAlone}.
     */
    public boolean judges(Matter matter) {
        return matter.isJudgedBy(kind);
    }

    /** Notes that a row rests on the documented rule alone here; {@code script/test} counts such rows apart. */
    public void byDocumentAlone(Matter matter, String row) {
        if (judges(matter)) {
            throw new IllegalStateException(kind + " can judge " + matter + "; let it");
        }
        RowsApart.note(kind, matter, row);
    }

    /** {@code DOMAIN/Policies} in SYSVOL. */
    public Path policies() {
        return sysvol.resolve(domain).resolve("Policies");
    }

    /** The lab's switches; only for rows that are {@link OnDirectories} of the lab's kinds. */
    public LabSwitches lab() {
        if (switches == null) {
            throw new IllegalStateException("a given directory has no switches");
        }
        return switches;
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
