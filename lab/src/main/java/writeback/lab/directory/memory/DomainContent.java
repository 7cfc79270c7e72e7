package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.PracticeDomain.Person;
import writeback.lab.directory.SampleUsers;
import writeback.lab.directory.SampleUsers.SampleUser;
import writeback.lab.directory.SampleUsers.Trait;
import writeback.lab.directory.Ticks;

/** The entries of a fresh practice domain, parents first, without what {@link Births} adds. */
final class DomainContent {

    static final String CONFIGURATION = "CN=Configuration," + PracticeDomain.BASE;
    static final String SERVER = "CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites," + CONFIGURATION;
    private final List<Entry> entries = new ArrayList<>();
    private final Sid domain;

    DomainContent(Sid domain) {
        this.domain = domain;
    }

    List<Entry> build() {
        head();
        configuration();
        containers();
        policies();
        controller();
        PracticeDomain.SERVICES.forEach(person -> user(person, "user", 66048));
        PracticeDomain.ORDINARY.forEach(person -> user(person, "user", 512));
        SampleUsers.ALL.forEach(this::sample);
        administrator();
        groups();
        return entries;
    }

    private void groups() {
        String users = "CN=Users," + PracticeDomain.BASE;
        group("Domain Users", users, 513);
        group("Protected Users", users, 525);
        group("Enterprise Admins", users, 519);
        group(
                "Domain Admins",
                users,
                512,
                PracticeDomain.ADMINISTRATOR_DN,
                SampleUsers.with(Trait.ADMINISTRATOR).person().dn());
        group("Pilot", PracticeDomain.GROUPS, 0, PracticeDomain.testAccount().dn());
        group(
                "Staff",
                PracticeDomain.GROUPS,
                0,
                PracticeDomain.ORDINARY.stream()
                        .filter(person -> person.container().equals(PracticeDomain.PEOPLE))
                        .map(Person::dn)
                        .toArray(String[]::new));
        group(
                "Strict Team",
                PracticeDomain.GROUPS,
                0,
                SampleUsers.with(Trait.BOUND_BY_PSO).person().dn());
        group("Strict", PracticeDomain.GROUPS, 0, SampleUsers.STRICT_TEAM);
    }

    private void head() {
        String root = link(PracticeDomain.DEFAULT_DOMAIN_POLICY);
        Entry head = add(
                PracticeDomain.BASE,
                new Attribute("objectClass", "top", "domain", "domainDNS"),
                new Attribute("dc", "contoso"),
                new Attribute("name", "contoso"),
                new Attribute("objectSid", domain.bytes()),
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
                PracticeDomain.CONTROLLERS,
                SampleUsers.AWKWARD,
                SampleUsers.OUTSIDE)) {
            add(unit, new Attribute("objectClass", "top", "organizationalUnit"));
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
                new Attribute("objectClass", "top", "person", "organizationalPerson", "user", "computer"),
                new Attribute("sAMAccountName", "DC1$"),
                new Attribute("dNSHostName", PracticeDomain.CONTROLLER),
                new Attribute("userAccountControl", "532480"),
                new Attribute("objectSid", domain.child(1000).bytes()),
                new Attribute("primaryGroupID", "516"),
                new Attribute("operatingSystem", "Windows Server 2022 Standard"),
                new Attribute("serverReferenceBL", SERVER));
    }

    private Entry user(Person person, String objectClass, int control) {
        Entry user = add(
                person.dn(),
                new Attribute("objectClass", objectClass),
                new Attribute("sAMAccountName", person.sam()),
                new Attribute("userPrincipalName", person.userPrincipalName()),
                new Attribute("displayName", person.displayName()),
                new Attribute("userAccountControl", Integer.toString(control)));
        if (person.sam().equals(PracticeDomain.CONNECTOR)) {
            user.addAttribute("description", PracticeDomain.CONNECTOR_DESCRIPTION);
        }
        return user;
    }

    private void sample(SampleUser sample) {
        Entry user = user(
                sample.person(),
                sample.is(Trait.INET_ORG_PERSON) ? "inetOrgPerson" : "user",
                sample.is(Trait.DISABLED) ? 514 : 512);
        if (sample.is(Trait.EXPIRED)) {
            user.addAttribute("accountExpires", Long.toString(Ticks.at(Instant.parse("2020-01-01T00:00:00Z"))));
        }
        if (sample.is(Trait.ADMINISTRATOR) || sample.is(Trait.FORMER_ADMINISTRATOR)) {
            user.addAttribute("adminCount", "1");
        }
    }

    private void administrator() {
        add(
                PracticeDomain.ADMINISTRATOR_DN,
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", PracticeDomain.ADMINISTRATOR),
                new Attribute("userAccountControl", "66048"),
                new Attribute("isCriticalSystemObject", "TRUE"),
                new Attribute("objectSid", domain.child(500).bytes()),
                new Attribute("adminCount", "1"));
    }

    /** @param rid 0: the next one */
    private void group(String name, String container, int rid, String... members) {
        Entry group = add(
                "CN=" + name + "," + container,
                new Attribute("objectClass", "top", "group"),
                new Attribute("sAMAccountName", name),
                new Attribute("groupType", "-2147483646"));
        if (rid != 0) {
            group.addAttribute("objectSid", domain.child(rid).bytes());
        }
        if (members.length > 0) {
            group.addAttribute("member", members);
        }
    }

    private Entry container(String dn, String objectClass) {
        return add(dn, new Attribute("objectClass", "top", objectClass));
    }

    private Entry add(String dn, Attribute... attributes) {
        Entry entry = new Entry(dn, attributes);
        entries.add(entry);
        return entry;
    }

    private static String link(String guid) {
        return "[LDAP://" + PracticeDomain.policyDn(guid) + ";0]";
    }

    private static String interval(Duration duration) {
        return Long.toString(Ticks.interval(duration));
    }
}
