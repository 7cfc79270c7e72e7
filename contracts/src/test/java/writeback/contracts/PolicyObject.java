package writeback.contracts;

import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A Group Policy object of an {@link Arrangement}: its entry and its folder in SYSVOL (MS-GPOL 2.2.4, MS-GPSB).
 *
 * @param dn of the groupPolicyContainer
 * @param folder in SYSVOL
 */
public record PolicyObject(String dn, Path folder) {

    private static final String SECURITY_EXTENSION =
            "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";

    /** A new one, linked nowhere, at that version in entry and folder. */
    static PolicyObject make(Arrangement arrangement, int version) {
        Directory directory = arrangement.directory();
        String guid = "{" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "}";
        Path folder = directory.policies().resolve(guid);
        arrangement.whenDone(() -> delete(folder));
        create(folder.resolve("Machine"));
        create(folder.resolve("User"));
        String dn = arrangement.add(
                "CN=" + guid + ",CN=Policies,CN=System," + directory.baseDn(),
                new Attribute("objectClass", "groupPolicyContainer"),
                new Attribute("displayName", Arrangement.fresh("Contract ")),
                new Attribute("flags", "0"),
                new Attribute("versionNumber", Integer.toString(version)),
                new Attribute("gPCFunctionalityVersion", "2"),
                new Attribute(
                        "gPCFileSysPath",
                        "\\\\" + directory.domain() + "\\sysvol\\" + directory.domain() + "\\Policies\\" + guid),
                new Attribute("gPCMachineExtensionNames", SECURITY_EXTENSION));
        arrangement.add("CN=Machine," + dn, new Attribute("objectClass", "container"));
        arrangement.add("CN=User," + dn, new Attribute("objectClass", "container"));
        PolicyObject made = new PolicyObject(dn, folder);
        made.writeVersion(version);
        return made;
    }

    /** {@code GPT.INI}. */
    public void writeVersion(int version) {
        write("GPT.INI", ("[General]\r\nVersion=" + version + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code GptTmpl.inf} with that line in System Access, UTF-16LE with its mark, as the editor writes it. */
    public void writeSystemAccess(String... lines) {
        String text = "[Unicode]\r\nUnicode=yes\r\n[System Access]\r\n" + String.join("\r\n", List.of(lines))
                + "\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n";
        writeTemplate(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
    }

    /** {@code GptTmpl.inf}, byte for byte. */
    public void writeTemplate(byte[] content) {
        write("Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf", content);
    }

    public Path template() {
        return folder.resolve("Machine/Microsoft/Windows NT/SecEdit/GptTmpl.inf");
    }

    /** Its entry in {@code gPLink}; options 1 disabled, 2 enforced. */
    public String link(int options) {
        return "[LDAP://" + dn + ";" + options + "]";
    }

    private void write(String path, byte[] content) {
        try {
            Path file = folder.resolve(path);
            create(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
