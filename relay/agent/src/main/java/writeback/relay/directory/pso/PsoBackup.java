package writeback.relay.directory.pso;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import writeback.relay.backup.BackupFolder;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** What a PSO held before it was changed, in a text that says how to put it back by hand. */
public final class PsoBackup {

    private static final String TEXT = "backup-readme.txt";

    private PsoBackup() {}

    /**
     * Writes the text and has it reach the disk.
     *
     * @param backups the folder that has all backups; an earlier one of that name is left alone
     * @return the folder that was taken
     */
    public static Path write(Path backups, String name, PsoAge before, SetPsoMinimumAge set, String host, Instant now)
            throws IOException {
        BackupFolder folder = BackupFolder.create(backups, name);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", set.name());
        values.put("dn", before.distinguishedName());
        values.put("domain", set.domain());
        values.put("host", host);
        values.put("time", now.toString());
        values.put("change", name);
        values.put("before", span(set.before()));
        values.put("after", span(set.after()));
        values.put("stored", before.stored());
        folder.complete(PsoBackup.class, TEXT, values);
        return folder.path();
    }

    /** As PowerShell takes it: days.hours:minutes:seconds. */
    private static String span(Duration age) {
        return String.format(
                "%d.%02d:%02d:%02d", age.toDays(), age.toHoursPart(), age.toMinutesPart(), age.toSecondsPart());
    }
}
