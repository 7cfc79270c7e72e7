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

/**
 * What a GPO held before it was changed and what it was to hold, with a text that says how to put it back by hand. The text
 * is written last: a backup without it is of a run that wrote nothing to the GPO.
 */
public record GpoBackup(Path folder, GpoState before, GpoState after) {

    /** The text for people, in the backup's folder. */
    public static final String README = "README.txt";

    private static final String TEXT = "backup-readme.txt";
    private static final String INI = "GPT.INI";
    private static final String TEMPLATE = "GptTmpl.inf";
    private static final String ATTRIBUTES = "attributes.txt";
    private static final String VERSION = "versionNumber: ";

    /**
     * Writes a backup. An earlier one of the same name is left alone.
     *
     * @param backups the folder that has all backups
     * @param name for the folder
     * @param host domain controller that showed it
     */
    public static GpoBackup write(
            Path backups,
            String name,
            GpoSnapshot gpo,
            GpoEdit edit,
            int afterDays,
            String domain,
            String host,
            Instant now)
            throws IOException, MalformedPolicyException {
        Path folder = create(backups, name);
        write(folder, edit.before(), attributes(gpo));
        write(
                Files.createDirectory(after(folder)),
                edit.after(),
                VERSION + edit.after().version().signed() + "\n");
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
        values.put("newVersion", edit.after().version().signed());
        SafeFile.write(folder.resolve(README), readme(values).getBytes(StandardCharsets.UTF_8));
        return new GpoBackup(folder, edit.before(), edit.after());
    }

    private static void write(Path folder, GpoState state, String attributes) throws IOException {
        SafeFile.write(folder.resolve(INI), state.ini());
        SafeFile.write(folder.resolve(TEMPLATE), state.template());
        SafeFile.write(folder.resolve(ATTRIBUTES), attributes.getBytes(StandardCharsets.UTF_8));
    }

    /** The last complete backup of that name; a run that left none has written nothing to the GPO. */
    public static Optional<GpoBackup> last(Path backups, String name) throws IOException, MalformedPolicyException {
        Path last = null;
        Path folder = backups.resolve(name);
        for (int attempt = 2; Files.exists(folder); attempt++) {
            if (Files.exists(folder.resolve(README))) {
                last = folder;
            }
            folder = backups.resolve(name + "." + attempt);
        }
        return last == null ? Optional.empty() : Optional.of(new GpoBackup(last, state(last), state(after(last))));
    }

    /** The edit that this was made for, on a GPO as it is now. */
    public GpoEdit edit(GpoSnapshot gpo) {
        return new GpoEdit(gpo.distinguishedName(), gpo.folder(), before, after);
    }

    private static Path after(Path folder) {
        return folder.resolve("after");
    }

    private static GpoState state(Path folder) throws IOException, MalformedPolicyException {
        for (String line : Files.readAllLines(folder.resolve(ATTRIBUTES))) {
            if (line.startsWith(VERSION)) {
                return new GpoState(
                        Files.readAllBytes(folder.resolve(TEMPLATE)),
                        Files.readAllBytes(folder.resolve(INI)),
                        GpoVersion.parse(line.substring(VERSION.length())));
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
        return "dn: " + gpo.distinguishedName() + "\n" + VERSION
                + gpo.version().signed() + "\nflags: " + gpo.flags() + "\ngPCFunctionalityVersion: "
                + gpo.functionalityVersion() + "\ngPCMachineExtensionNames: " + gpo.extensionNames() + "\n";
    }

    private static String readme(Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(GpoBackup.class.getResourceAsStream(TEXT))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }
}
