package writeback.relay.directory.pso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** What a PSO held before it was changed, in a text that says how to put it back by hand. */
public final class PsoBackup {

    private static final String README = "README.txt";
    private static final String TEXT = "backup-readme.txt";
    private static final int ATTEMPTS_AT_MOST = 100;

    private PsoBackup() {}

    /**
     * Writes the text and has it reach the disk.
     *
     * @param folder where; an earlier one of that name is left alone and the next free name taken
     * @return the folder that was taken
     */
    public static Path write(Path folder, PsoAge before, SetPsoMinimumAge set, String host, Instant now)
            throws IOException {
        Path made = create(folder);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", set.name());
        values.put("dn", before.distinguishedName());
        values.put("domain", set.domain());
        values.put("host", host);
        values.put("time", now.toString());
        values.put("change", String.valueOf(folder.getFileName()));
        values.put("before", span(set.before()));
        values.put("after", span(set.after()));
        values.put("stored", before.stored());
        try (FileChannel channel =
                FileChannel.open(made.resolve(README), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(text(values).getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        return made;
    }

    /** The last complete one of that name; a run that left none has written nothing to the PSO. */
    public static Optional<Path> last(Path folder) {
        Path last = null;
        for (int attempt = 1; attempt <= ATTEMPTS_AT_MOST && Files.exists(name(folder, attempt)); attempt++) {
            last = Files.exists(name(folder, attempt).resolve(README)) ? name(folder, attempt) : last;
        }
        return Optional.ofNullable(last);
    }

    private static Path create(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        for (int attempt = 1; ; attempt++) {
            try {
                return Files.createDirectory(name(folder, attempt));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS_AT_MOST) {
                    throw e;
                }
            }
        }
    }

    private static Path name(Path folder, int attempt) {
        return attempt == 1 ? folder : folder.resolveSibling(folder.getFileName() + "." + attempt);
    }

    /** As PowerShell takes it: days.hours:minutes:seconds. */
    private static String span(Duration age) {
        return String.format(
                "%d.%02d:%02d:%02d", age.toDays(), age.toHoursPart(), age.toMinutesPart(), age.toSecondsPart());
    }

    private static String text(Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(PsoBackup.class.getResourceAsStream(TEXT))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }
}
