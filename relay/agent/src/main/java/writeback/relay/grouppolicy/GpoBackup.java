package writeback.relay.grouppolicy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a GPO held before it was changed, with a text that says how to put it back by hand.
 *
 * @param version that the GPO had in the directory
 */
public record GpoBackup(Path folder, GpoVersion version) {

    private static final String README = "backup-readme.txt";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    /**
     * Writes a backup. An earlier one of the same name is left alone.
     *
     * @param backups the folder that has all backups
     * @param name of the change and its action
     * @param host domain controller that showed it
     */
    public static GpoBackup write(
            Path backups, String name, GpoSnapshot gpo, int afterDays, String domain, String host, Instant now)
            throws IOException, MalformedPolicyException {
        Path folder = create(backups, UNSAFE.matcher(name).replaceAll("_"));
        SafeFile.write(folder.resolve("GPT.INI"), gpo.files().ini());
        byte[] template = Objects.requireNonNull(gpo.files().template(), "a GPO that defines the value has a template");
        SafeFile.write(folder.resolve("GptTmpl.inf"), template);
        SafeFile.write(folder.resolve("attributes.txt"), attributes(gpo).getBytes(StandardCharsets.UTF_8));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", gpo.name());
        values.put("id", gpo.id().toString());
        values.put("dn", gpo.distinguishedName());
        values.put("domain", domain);
        values.put("host", host);
        values.put("time", now.toString());
        values.put("change", name);
        values.put("before", String.valueOf(gpo.contents().minimumPasswordAgeDays()));
        values.put("after", Integer.toString(afterDays));
        values.put("version", gpo.version().signed());
        SafeFile.write(folder.resolve("README.txt"), readme(values).getBytes(StandardCharsets.UTF_8));
        return new GpoBackup(folder, gpo.version());
    }

    /** The last complete backup of that name; a run that left none has written nothing to the GPO. */
    public static Optional<GpoBackup> last(Path backups, String name) throws IOException, MalformedPolicyException {
        String safe = UNSAFE.matcher(name).replaceAll("_");
        GpoBackup last = null;
        Path folder = backups.resolve(safe);
        for (int attempt = 2; Files.exists(folder); attempt++) {
            if (Files.exists(folder.resolve("README.txt"))) {
                last = new GpoBackup(folder, version(folder));
            }
            folder = backups.resolve(safe + "." + attempt);
        }
        return Optional.ofNullable(last);
    }

    private static GpoVersion version(Path folder) throws IOException, MalformedPolicyException {
        for (String line : Files.readAllLines(folder.resolve("attributes.txt"))) {
            if (line.startsWith("versionNumber: ")) {
                return GpoVersion.parse(line.substring("versionNumber: ".length()));
            }
        }
        throw new MalformedPolicyException("the backup does not say which version it is of");
    }

    private static Path create(Path backups, String name) throws IOException {
        Files.createDirectories(backups);
        for (int attempt = 1; ; attempt++) {
            try {
                return Files.createDirectory(backups.resolve(attempt == 1 ? name : name + "." + attempt));
            } catch (FileAlreadyExistsException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    private static String attributes(GpoSnapshot gpo) {
        return "dn: " + gpo.distinguishedName() + "\nversionNumber: "
                + gpo.version().signed() + "\nflags: " + gpo.flags() + "\ngPCFunctionalityVersion: "
                + gpo.functionalityVersion() + "\ngPCMachineExtensionNames: " + gpo.extensionNames() + "\n";
    }

    private static String readme(Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(GpoBackup.class.getResourceAsStream(README))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }
}
