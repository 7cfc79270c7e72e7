package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.PracticeDomain.Person;
import writeback.lab.directory.Ticks;

/** The entries of a fresh practice domain, parents first. Each start makes its own SIDs and GUIDs. */
final class DomainContent {

    static final String CONFIGURATION = "CN=Configuration," + PracticeDomain.BASE;
    static final String SERVER = "CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites," + CONFIGURATION;
    private static final int FIRST_RID = 1103;

    private final List<Entry> entries = new ArrayList<>();
    private final String now;
    private final long nowTicks;
    private final int[] domainSid;
    private int nextRid = FIRST_RID;
    private int nextUsn = 4000;

    DomainContent(Clock clock) {
        this.now = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'")
                .withZone(ZoneOffset.UTC)
                .format(clock.instant());
        this.nowTicks = Ticks.at(clock.instant());
        this.domainSid =
                new SecureRandom().ints(3, 1_000_000, Integer.MAX_VALUE).toArray();
    }

    List<Entry> build() {
        head();
        configuration();
        containers();
        policies();
        controller();
        PracticeDomain.SERVICES.forEach(this::user);
        PracticeDomain.ORDINARY.forEach(this::user);
        administrator();
        group("Domain Users", "CN=Users," + PracticeDomain.BASE, 513, List.of());
        group("Domain Admins", "CN=Users," + PracticeDomain.BASE, 512, List.of(PracticeDomain.ADMINISTRATOR_DN));
        group(
                "Pilot",
                PracticeDomain.GROUPS,
                nextRid++,
                List.of(PracticeDomain.testAccount().dn()));
        group(
                "Staff",
                PracticeDomain.GROUPS,
                nextRid++,
                PracticeDomain.ORDINARY.stream()
                        .filter(person -> person.container().equals(PracticeDomain.PEOPLE))
                        .map(Person::dn)
                        .toList());
        return entries;
    }

    private void head() {
        String root = link(PracticeDomain.DEFAULT_DOMAIN_POLICY);
        Entry head = add(
                PracticeDomain.BASE,
                "domaindns",
                new Attribute("objectClass", "top", "domain", "domainDNS"),
                new Attribute("dc", "contoso"),
                new Attribute("name", "contoso"),
                new Attribute("objectSid", sid(domainSid)),
                new Attribute("minPwdAge", interval(Duration.ofDays(1))),
                new Attribute("maxPwdAge", interval(Duration.ofDays(42))),
                new Attribute("minPwdLength", "7"),
                new Attribute("pwdHistoryLength", "24"),
                new Attribute("pwdProperties", "1"),
                new Attribute("lockoutThreshold", "0"),
                new Attribute("lockoutDuration", interval(Duration.ofMinutes(30))),
                new Attribute("lockOutObservationWindow", interval(Duration.ofMinutes(30))),
                new Attribute("msDS-Behavior-Version", "7"),
                new Attribute("fSMORoleOwner", "CN=NTDS Settings," + SERVER),
                new Attribute("gPLink", root));
        head.addAttribute("systemFlags", "-1946157056");
    }

    private void configuration() {
        container(CONFIGURATION, "configuration");
        container("CN=Sites," + CONFIGURATION, "sitesContainer");
        container("CN=Default-First-Site-Name,CN=Sites," + CONFIGURATION, "site");
        container("CN=Servers,CN=Default-First-Site-Name,CN=Sites," + CONFIGURATION, "serversContainer");
        container(SERVER, "server").addAttribute(new Attribute("dNSHostName", PracticeDomain.CONTROLLER));
        container("CN=NTDS Settings," + SERVER, "nTDSDSA")
                .addAttribute(new Attribute("hasMasterNCs", PracticeDomain.BASE));
        container("CN=Partitions," + CONFIGURATION, "crossRefContainer");
        Entry domain = container("CN=CONTOSO,CN=Partitions," + CONFIGURATION, "crossRef");
        domain.addAttribute("nCName", PracticeDomain.BASE);
        domain.addAttribute("dnsRoot", PracticeDomain.DOMAIN);
        domain.addAttribute("nETBIOSName", PracticeDomain.NETBIOS);
        domain.addAttribute("systemFlags", "3");
    }

    private void containers() {
        container("CN=System," + PracticeDomain.BASE, "container");
        container(PracticeDomain.POLICIES, "container");
        container(PracticeDomain.PSO_CONTAINER, "msDS-PasswordSettingsContainer");
        container("CN=Server,CN=System," + PracticeDomain.BASE, "samServer");
        container("CN=Users," + PracticeDomain.BASE, "container");
        for (String unit : List.of(
                PracticeDomain.PEOPLE,
                PracticeDomain.PILOT,
                PracticeDomain.GROUPS,
                PracticeDomain.SERVICE_ACCOUNTS,
                PracticeDomain.CONTROLLERS)) {
            add(
                    unit,
                    "organizationalunit",
                    new Attribute("objectClass", "top", "organizationalUnit"),
                    new Attribute("name", unit.substring(3, unit.indexOf(','))));
        }
    }

    private void policies() {
        policy(PracticeDomain.DEFAULT_DOMAIN_POLICY, "Default Domain Policy");
        policy(PracticeDomain.DEFAULT_CONTROLLERS_POLICY, "Default Domain Controllers Policy");
        entries.stream()
                .filter(entry -> entry.getDN().equals(PracticeDomain.CONTROLLERS))
                .forEach(entry -> entry.addAttribute("gPLink", link(PracticeDomain.DEFAULT_CONTROLLERS_POLICY)));
    }

    private void policy(String guid, String name) {
        add(
                PracticeDomain.policyDn(guid),
                "grouppolicycontainer",
                new Attribute("objectClass", "top", "container", "groupPolicyContainer"),
                new Attribute("displayName", name),
                new Attribute("flags", "0"),
                new Attribute("versionNumber", "1"),
                new Attribute("gPCFunctionalityVersion", "2"),
                new Attribute(
                        "gPCFileSysPath",
                        "\\\\" + PracticeDomain.DOMAIN + "\\sysvol\\" + PracticeDomain.DOMAIN + "\\Policies\\" + guid),
                new Attribute("gPCMachineExtensionNames", PracticeDomain.SECURITY_EXTENSION));
        container("CN=Machine," + PracticeDomain.policyDn(guid), "container");
        container("CN=User," + PracticeDomain.policyDn(guid), "container");
    }

    private void controller() {
        add(
                "CN=DC1," + PracticeDomain.CONTROLLERS,
                "computer",
                new Attribute("objectClass", "top", "person", "organizationalPerson", "user", "computer"),
                new Attribute("sAMAccountName", "DC1$"),
                new Attribute("dNSHostName", PracticeDomain.CONTROLLER),
                new Attribute("userAccountControl", "532480"),
                new Attribute("objectSid", sid(domainSid, 1000)),
                new Attribute("primaryGroupID", "516"),
                new Attribute("operatingSystem", "Windows Server 2022 Standard"),
                new Attribute("serverReferenceBL", SERVER));
    }

    private void user(Person person) {
        int control = PracticeDomain.SERVICES.contains(person) ? 66048 : 512;
        Entry user = add(
                person.dn(),
                "user",
                new Attribute("objectClass", "top", "person", "organizationalPerson", "user"),
                new Attribute("sAMAccountName", person.sam()),
                new Attribute("userPrincipalName", person.userPrincipalName()),
                new Attribute("displayName", person.displayName()),
                new Attribute("name", person.displayName()),
                new Attribute("userAccountControl", Integer.toString(control)),
                new Attribute("objectSid", sid(domainSid, nextRid++)),
                new Attribute("primaryGroupID", "513"),
                new Attribute("lockoutTime", "0"),
                new Attribute("badPwdCount", "0"),
                new Attribute("pwdLastSet", Long.toString(nowTicks)));
        user.addAttribute("sAMAccountType", "805306368");
    }

    private void administrator() {
        Entry admin = add(
                PracticeDomain.ADMINISTRATOR_DN,
                "user",
                new Attribute("objectClass", "top", "person", "organizationalPerson", "user"),
                new Attribute("sAMAccountName", "Administrator"),
                new Attribute("name", "Administrator"),
                new Attribute("userAccountControl", "66048"),
                new Attribute("objectSid", sid(domainSid, 500)),
                new Attribute("primaryGroupID", "513"),
                new Attribute("pwdLastSet", Long.toString(nowTicks)));
        admin.addAttribute("adminCount", "1");
    }

    private void group(String name, String container, int rid, List<String> members) {
        String dn = "CN=" + name + "," + container;
        Entry group = add(
                dn,
                "group",
                new Attribute("objectClass", "top", "group"),
                new Attribute("sAMAccountName", name),
                new Attribute("groupType", "-2147483646"),
                new Attribute("objectSid", sid(domainSid, rid)));
        if (!members.isEmpty()) {
            group.addAttribute(new Attribute("member", members));
        }
        entries.stream()
                .filter(entry -> members.contains(entry.getDN()))
                .forEach(entry -> entry.addAttribute("memberOf", dn));
    }

    private Entry container(String dn, String objectClass) {
        return add(dn, objectClass, new Attribute("objectClass", "top", objectClass));
    }

    private Entry add(String dn, String category, Attribute... attributes) {
        Entry entry = new Entry(dn, attributes);
        String first = dn.substring(0, dn.indexOf(','));
        entry.addAttribute(
                first.substring(0, first.indexOf('=')).toLowerCase(java.util.Locale.ROOT),
                first.substring(first.indexOf('=') + 1));
        entry.addAttribute("distinguishedName", dn);
        entry.addAttribute("objectCategory", Filters.category(category));
        entry.addAttribute("objectGUID", PropertyMetaData.guid(UUID.randomUUID()));
        entry.addAttribute("whenCreated", now);
        entry.addAttribute("whenChanged", now);
        entry.addAttribute("uSNChanged", Integer.toString(nextUsn++));
        entries.add(entry);
        return entry;
    }

    private static String link(String guid) {
        return "[LDAP://" + PracticeDomain.policyDn(guid) + ";0]";
    }

    private static String interval(Duration duration) {
        return Long.toString(Ticks.interval(duration));
    }

    /** {@code S-1-5-21-a-b-c[-rid]}: revision, count, authority big-endian, the rest little-endian (MS-DTYP 2.4.2.2). */
    private static byte[] sid(int[] domain, int... rid) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * (1 + domain.length + rid.length));
        bytes.put((byte) 1).put((byte) (1 + domain.length + rid.length)).put(new byte[] {0, 0, 0, 0, 0, 5});
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(21);
        for (int part : domain) {
            bytes.putInt(part);
        }
        for (int part : rid) {
            bytes.putInt(part);
        }
        return bytes.array();
    }
}
