package writeback.relay.grouppolicy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import writeback.relay.backup.BackupFolder;
import writeback.relay.backup.SafeFile;

/**
 * What a GPO held before it was changed and what it was to hold, with a text that says how to put it back by hand. The text
 * is written last: a backup without it is of a run that wrote nothing to the GPO.
 */
public record GpoBackup(Path folder, GpoState before, GpoState after) {

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
        BackupFolder made = BackupFolder.create(backups, name);
        Path folder = made.path();
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
        made.complete(GpoBackup.class, TEXT, values);
        return new GpoBackup(folder, edit.before(), edit.after());
    }

    private static void write(Path folder, GpoState state, String attributes) throws IOException {
        SafeFile.write(folder.resolve(INI), state.ini());
        SafeFile.write(folder.resolve(TEMPLATE), state.template());
        SafeFile.write(folder.resolve(ATTRIBUTES), attributes.getBytes(StandardCharsets.UTF_8));
    }

    /** The last complete backup of that name; a run that left none has written nothing to the GPO. */
    public static Optional<GpoBackup> last(Path backups, String name) throws IOException, MalformedPolicyException {
        Optional<BackupFolder> last = BackupFolder.last(backups, name);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Path folder = last.get().path();
        return Optional.of(new GpoBackup(folder, state(folder), state(after(folder))));
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

    private static String attributes(GpoSnapshot gpo) {
        return "dn: " + gpo.distinguishedName() + "\n" + VERSION
                + gpo.version().signed() + "\nflags: " + gpo.flags() + "\ngPCFunctionalityVersion: "
                + gpo.functionalityVersion() + "\ngPCMachineExtensionNames: " + gpo.extensionNames() + "\n";
    }
}
