package writeback.relay.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import writeback.relay.backup.BackupFolder;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.SecurityDescriptor;

/** What an object's access list was before it was changed, with a text that says how to put it back by hand. */
final class DescriptorBackup {

    private static final String TEXT = "descriptor-readme.txt";

    private DescriptorBackup() {}

    /**
     * Writes a backup; an earlier one of the same name is left alone.
     *
     * @param name for the folder
     * @return its folder
     */
    static Path write(
            Path backups, String name, DomainSession session, DaclOrder order, SecurityDescriptor before, Instant now)
            throws IOException {
        BackupFolder folder = BackupFolder.create(backups, name);
        folder.write("descriptor.bin", before.bytes());
        String entries = before.dacl().map(AccessControlList::entries).orElseThrow().stream()
                .map(entry -> entry + "\r\n")
                .collect(Collectors.joining());
        folder.write("entries.txt", entries.getBytes(StandardCharsets.UTF_8));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dn", order.target());
        values.put("domain", session.domain());
        values.put("host", session.host());
        values.put("time", now.toString());
        values.put("change", name);
        values.put("trustee", order.trustee());
        values.put("done", order instanceof DaclOrder.Grant ? "+" : "-");
        values.put("entries", String.join("\r\n  ", order.entries()));
        folder.complete(DescriptorBackup.class, TEXT, values);
        return folder.path();
    }
}
