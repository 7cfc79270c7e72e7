package writeback.relay.operation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.SecurityDescriptor;

/** What an object's access list was before it was changed, with a text that says how to put it back by hand. */
final class DescriptorBackup {

    private static final String TEXT = "descriptor-readme.txt";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    private DescriptorBackup() {}

    /**
     * Writes a backup; the README is its last file and on disk when this returns. An earlier one of the same name is left
     * alone.
     *
     * @param name of the change and its action
     * @return its folder
     */
    static Path write(
            Path backups, String name, DomainSession session, DaclOrder order, SecurityDescriptor before, Instant now)
            throws IOException {
        Path folder = create(backups, UNSAFE.matcher(name).replaceAll("_"));
        file(folder.resolve("descriptor.bin"), before.bytes());
        String entries = before.dacl().map(AccessControlList::entries).orElseThrow().stream()
                .map(entry -> entry + "\r\n")
                .collect(Collectors.joining());
        file(folder.resolve("entries.txt"), entries.getBytes(StandardCharsets.UTF_8));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dn", order.target());
        values.put("domain", session.domain());
        values.put("host", session.host());
        values.put("time", now.toString());
        values.put("change", name);
        values.put("trustee", order.trustee());
        values.put("done", order instanceof DaclOrder.Grant ? "+" : "-");
        values.put("entries", String.join("\r\n  ", order.entries()));
        file(folder.resolve("README.txt"), readme(values).getBytes(StandardCharsets.UTF_8));
        return folder;
    }

    /** The last complete backup of that name; a run that left none has written nothing to the directory. */
    static Optional<Path> last(Path backups, String name) {
        String safe = UNSAFE.matcher(name).replaceAll("_");
        Path last = null;
        Path folder = backups.resolve(safe);
        for (int attempt = 2; Files.exists(folder); attempt++) {
            last = Files.exists(folder.resolve("README.txt")) ? folder : last;
            folder = backups.resolve(safe + "." + attempt);
        }
        return Optional.ofNullable(last);
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

    private static void file(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static String readme(Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(DescriptorBackup.class.getResourceAsStream(TEXT))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }
}
