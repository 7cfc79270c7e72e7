package writeback.relay.operation;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import writeback.relay.Practice;
import writeback.relay.directory.Directory;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** A small domain with two GPOs in both their stores, and the agent's operations on it. */
final class SmallDomain implements AutoCloseable {

    static final UUID DEFAULT = UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9");
    static final UUID OTHER = UUID.fromString("11111111-2222-3333-4444-555555555555");
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    /** {@code D:(OA;;CR;edacfd8f-ffb3-11d1-b41d-00a0c968f939;;AU)}: Apply Group Policy for Authenticated Users. */
    private static final String APPLIED_BY_ALL =
            "AQAEgAAAAAAAAAAAAAAAABQAAAAEADAAAQAAAAUAKAAAAQAAAQAAAI/9rO2z/9ERtB0AoMlo+TkBAQAAAAAABQsAAAA=";

    private static final String SECURITY =
            "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";

    final SmallDirectory directory;
    final Path data;
    private final Path sysvol;

    SmallDomain(Path folder) throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
        sysvol = folder.resolve("dc/sysvol");
        data = Files.createDirectories(folder.resolve("data"));
        directory.add("dn: CN=System," + SmallDirectory.BASE, "objectClass: container");
        directory.add("dn: CN=Policies,CN=System," + SmallDirectory.BASE, "objectClass: container");
        gpo(DEFAULT, "Default Domain Policy", 1);
        links(DEFAULT);
    }

    void gpo(UUID id, String name, int days) throws Exception {
        directory.add(
                "dn: " + dn(id),
                "objectClass: groupPolicyContainer",
                "displayName: " + name,
                "flags: 0",
                "versionNumber: 65539",
                "gPCFunctionalityVersion: 2",
                "gPCMachineExtensionNames: " + SECURITY,
                "gPCFileSysPath: \\\\contoso.test\\sysvol\\contoso.test\\Policies\\{" + id + "}",
                "allowedAttributesEffective: versionNumber",
                "nTSecurityDescriptor:: " + APPLIED_BY_ALL);
        Files.createDirectories(template(id).getParent());
        Files.writeString(ini(id), "[General]\r\nVersion=65539\r\n");
        write(id, days);
    }

    void write(UUID id, int days) throws IOException {
        Files.write(
                template(id),
                ("\uFEFF[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordAge = " + days + "\r\n")
                        .getBytes(StandardCharsets.UTF_16LE));
    }

    /** Links these GPOs at the domain root, highest precedence first. */
    void links(UUID... ids) throws LDAPException, LDIFException {
        StringBuilder value = new StringBuilder();
        for (UUID id : ids) {
            value.insert(0, "[LDAP://" + dn(id) + ";0]");
        }
        directory.modify("dn: " + SmallDirectory.BASE, "changetype: modify", "replace: gPLink", "gPLink: " + value);
    }

    String dn(UUID id) {
        return "CN={" + id + "},CN=Policies,CN=System," + SmallDirectory.BASE;
    }

    Path template(UUID id) {
        return sysvol.resolve("contoso.test/Policies/{" + id + "}/Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf");
    }

    Path ini(UUID id) {
        return sysvol.resolve("contoso.test/Policies/{" + id + "}/gpt.ini");
    }

    String version(UUID id) throws LDAPException {
        return directory.value(dn(id), "versionNumber");
    }

    Operation operation(String name, Bounds bounds) throws IOException {
        return Operations.of(List.of(directory.settings()), Optional.empty(), bounds, data)
                .find(name)
                .orElseThrow();
    }

    Operation operation(String name) throws IOException {
        return operation(name, new Bounds(0, 2, List.of("contoso.test"), SmallDirectory.PILOT_OU));
    }

    /** The change of the age, on a SYSVOL of the test's choice. */
    AgeInGpo age(Sysvol sysvol, SetMinimumPasswordAge action) {
        Directory changed = new Directory(directory.settings());
        return new AgeInGpo(changed, sysvol, directory.account(), action, Practice.BOUNDS, context(action));
    }

    Outcome read(String name, Map<String, String> arguments) throws IOException {
        return operation(name).run(new OperationContext(arguments, null, clock(), data));
    }

    OperationContext context(Action action) {
        Plan plan = new Plan("tenant", "main", "tenant/person", NOW.plusSeconds(600), List.of(action));
        return new OperationContext(Map.of(), new VerifiedChange("change-1", plan, 0), clock(), data);
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Override
    public void close() {
        directory.close();
    }
}
