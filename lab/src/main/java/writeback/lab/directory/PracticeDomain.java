package writeback.lab.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What the practice domain holds, whatever kind of directory it runs on. */
public final class PracticeDomain {

    public static final String DOMAIN = "contoso.test";
    public static final String NETBIOS = "CONTOSO";
    public static final String BASE = "DC=contoso,DC=test";
    public static final String CONTROLLER = "dc1.contoso.test";
    /** The second domain controller, where there is one. */
    public static final String REPLICA = "dc2.contoso.test";

    public static final String PEOPLE = "OU=People," + BASE;
    public static final String PILOT = "OU=Pilot," + BASE;
    public static final String GROUPS = "OU=Groups," + BASE;
    public static final String SERVICE_ACCOUNTS = "OU=Service Accounts," + BASE;
    public static final String CONTROLLERS = "OU=Domain Controllers," + BASE;
    public static final String POLICIES = "CN=Policies,CN=System," + BASE;
    public static final String PSO_CONTAINER = "CN=Password Settings Container,CN=System," + BASE;
    public static final String PSO = "CN=Pilot passwords," + PSO_CONTAINER;
    public static final String DOMAIN_ADMINS = "CN=Domain Admins,CN=Users," + BASE;
    public static final String PILOT_GROUP = "CN=Pilot," + GROUPS;

    /** GUID of the Default Domain Policy, the same in every domain (MS-GPOD, "Well-known GPOs"). */
    public static final String DEFAULT_DOMAIN_POLICY = "{31B2F340-016D-11D2-945F-00C04FB984F9}";

    /** GUID of the Default Domain Controllers Policy. */
    public static final String DEFAULT_CONTROLLERS_POLICY = "{6AC1786C-016F-11D2-945F-00C04fB984F9}";

    /** The Security extension and its tool, as {@code gPCMachineExtensionNames} lists them (MS-GPSB 1.9). */
    public static final String SECURITY_EXTENSION =
            "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";

    public static final String TEST_ACCOUNT = "pilot.test";
    public static final String READING = "svc.read";
    public static final String CHANGING = "svc.change";
    public static final String REHEARSAL = "svc.rehearse";
    public static final String CONNECTOR = "MSOL_0f1e2d3c4b5a";
    /** As Entra Connect's express settings describe the account they make. */
    public static final String CONNECTOR_DESCRIPTION =
            "Account created by Microsoft Azure Active Directory Connect with installation identifier"
                    + " '0f1e2d3c4b5a49688796a5b4c3d2e1f0' running on computer 'SYNC1' configured to synchronize to tenant"
                    + " 'contoso.onmicrosoft.com'. This account must have directory replication permissions in the local"
                    + " Active Directory and write permission on certain attributes to enable Hybrid Deployment.";

    public static final String ADMINISTRATOR = "Administrator";
    public static final String ADMINISTRATOR_DN = "CN=Administrator,CN=Users," + BASE;

    /** The accounts whose passwords are made anew at each start. */
    public static final List<String> WITH_PASSWORD =
            List.of(READING, CHANGING, REHEARSAL, CONNECTOR, ADMINISTRATOR, TEST_ACCOUNT);

    public static final List<Person> ORDINARY = List.of(
            new Person("riley.requester", "Riley Requester", PEOPLE),
            new Person("avery.approver", "Avery Approver", PEOPLE),
            new Person("noor.norole", "Noor Norole", PEOPLE),
            new Person(TEST_ACCOUNT, "Pilot Test", PILOT));

    public static final List<Person> SERVICES = List.of(
            new Person(READING, "Reading account", SERVICE_ACCOUNTS),
            new Person(CHANGING, "Changing account", SERVICE_ACCOUNTS),
            new Person(REHEARSAL, "Rehearsal account", SERVICE_ACCOUNTS),
            new Person(CONNECTOR, CONNECTOR, "CN=Users," + BASE));

    private PracticeDomain() {}

    /** A user account: {@code CN=displayName} in a container. */
    public record Person(String sam, String displayName, String container) {

        public String dn() {
            return "CN=" + displayName + "," + container;
        }

        public String userPrincipalName() {
            return sam + "@" + DOMAIN;
        }
    }

    /** The service account with that name. */
    public static Person service(String sam) {
        return SERVICES.stream()
                .filter(person -> person.sam().equals(sam))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service account " + sam));
    }

    public static Person testAccount() {
        return ORDINARY.get(ORDINARY.size() - 1);
    }

    /** What {@code lab.json} says of a domain of that kind, on that address. */
    public static DirectoryDescription describe(
            String kind, String host, int port, Path sysvol, PasswordFiles passwords) {
        Person test = testAccount();
        return new DirectoryDescription(
                kind,
                host,
                port,
                DOMAIN,
                BASE,
                CONTROLLER,
                sysvol,
                PILOT,
                CONTROLLER,
                DirectorySettings.replicaHost(host),
                new DirectoryDescription.Accounts(
                        new DirectoryDescription.ServiceAccount(
                                ADMINISTRATOR_DN, ADMINISTRATOR, passwords.of(ADMINISTRATOR)),
                        account(READING, passwords),
                        account(CHANGING, passwords),
                        account(REHEARSAL, passwords),
                        account(CONNECTOR, passwords)),
                new DirectoryDescription.TestAccount(
                        test.sam(),
                        test.dn(),
                        test.userPrincipalName(),
                        UUID.randomUUID().toString()));
    }

    private static DirectoryDescription.ServiceAccount account(String sam, PasswordFiles passwords) {
        return new DirectoryDescription.ServiceAccount(service(sam).dn(), sam, passwords.of(sam));
    }

    /** DN of a Group Policy object. */
    public static String policyDn(String guid) {
        return "CN=" + guid + "," + POLICIES;
    }
}
