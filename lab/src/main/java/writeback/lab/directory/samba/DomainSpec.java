package writeback.lab.directory.samba;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.PracticeDomain.Person;
import writeback.lab.directory.SampleUsers;
import writeback.lab.directory.SampleUsers.SampleUser;
import writeback.lab.directory.SampleUsers.Trait;

/** What the controller is told of the domain it shall make and run: the first line it reads. */
final class DomainSpec {

    private DomainSpec() {}

    /** @param firstPassword what every account is born with; all of them are set anew before the first start */
    static Map<String, Object> of(String ip, String firstPassword) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("domain", PracticeDomain.DOMAIN);
        spec.put("workgroup", PracticeDomain.NETBIOS);
        spec.put("ip", ip);
        spec.put("firstPassword", firstPassword);
        spec.put(
                "units",
                List.of(
                        PracticeDomain.PEOPLE,
                        PracticeDomain.PILOT,
                        PracticeDomain.GROUPS,
                        PracticeDomain.SERVICE_ACCOUNTS,
                        SampleUsers.AWKWARD,
                        SampleUsers.OUTSIDE));
        spec.put(
                "users",
                Stream.concat(PracticeDomain.SERVICES.stream(), PracticeDomain.ORDINARY.stream())
                        .map(DomainSpec::user)
                        .toList());
        spec.put("samples", SampleUsers.ALL.stream().map(DomainSpec::sample).toList());
        spec.put(
                "groups",
                List.of(
                        group("Pilot", List.of(PracticeDomain.TEST_ACCOUNT)),
                        group(
                                "Strict Team",
                                List.of(SampleUsers.with(Trait.BOUND_BY_PSO)
                                        .person()
                                        .sam())),
                        group("Strict", List.of("Strict Team")),
                        group(
                                "Staff",
                                PracticeDomain.ORDINARY.stream()
                                        .filter(person -> person.container().equals(PracticeDomain.PEOPLE))
                                        .map(Person::sam)
                                        .toList())));
        spec.put("policies", List.of(PracticeDomain.DEFAULT_DOMAIN_POLICY, PracticeDomain.DEFAULT_CONTROLLERS_POLICY));
        spec.put("securityExtension", PracticeDomain.SECURITY_EXTENSION);
        spec.put(
                "connector",
                Map.of(
                        "dn",
                        PracticeDomain.service(PracticeDomain.CONNECTOR).dn(),
                        "description",
                        PracticeDomain.CONNECTOR_DESCRIPTION));
        spec.put("resetRights", Map.of(PracticeDomain.REHEARSAL, PracticeDomain.PILOT));
        return spec;
    }

    private static Map<String, Object> user(Person person) {
        return Map.of(
                "sam", person.sam(),
                "dn", person.dn(),
                "container", person.container(),
                "userPrincipalName", person.userPrincipalName(),
                "displayName", person.displayName(),
                "service", PracticeDomain.SERVICES.contains(person));
    }

    private static Map<String, Object> sample(SampleUser user) {
        Person person = user.person();
        return Map.of(
                "sam", person.sam(),
                "dn", person.dn(),
                "userPrincipalName", person.userPrincipalName(),
                "displayName", person.displayName(),
                "traits", user.traits().stream().map(Trait::name).sorted().toList());
    }

    private static Map<String, Object> group(String name, List<String> members) {
        return Map.of("name", name, "container", PracticeDomain.GROUPS, "members", members);
    }
}
