package writeback.relay.grouppolicy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one GPO, {@code SYSVOL/DOMAIN/Policies/{GUID}} (MS-GPOL 2.2.4, MS-GPSB 2.2). Windows does not regard case in
 * their names, other systems do, so each name is looked for in any case.
 */
public final class GpoFolder {

    /** Real templates have a few kilobytes. */
    private static final int FILE_AT_MOST = 1 << 20;

    private static final Duration READ_AT_MOST = Duration.ofSeconds(10);
    private static final String[] TEMPLATE = {"MACHINE", "Microsoft", "Windows NT", "SecEdit", "GptTmpl.inf"};

    private final Path sysvol;
    private final String domain;
    private final UUID id;

    /** @param sysvol the folder that has a folder for the domain */
    public GpoFolder(Path sysvol, String domain, UUID id) {
        this.sysvol = sysvol;
        this.domain = domain;
        this.id = id;
    }

    /**
     * What both files hold.
     *
     * @param template null when the GPO has no security settings
     */
    public record Contents(byte[] ini, byte @Nullable [] template) {}

    /** @throws IOException also when GPT.INI is missing, a file is too large or the share does not answer in time */
    public Contents read() throws IOException {
        return TimeLimit.within(READ_AT_MOST, () -> {
            byte[] ini = content(ini());
            Path template = template();
            return new Contents(ini, Files.exists(template) ? content(template) : null);
        });
    }

    /** Whether this process may write both files and put new ones beside the template; writes nothing. */
    public boolean writable() throws IOException {
        return TimeLimit.within(READ_AT_MOST, () -> {
            Path template = template();
            return opensForWriting(ini())
                    && Files.isWritable(template.getParent())
                    && Files.isWritable(ini().getParent())
                    && (!Files.exists(template) || opensForWriting(template));
        });
    }

    private static boolean opensForWriting(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.isOpen();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    Path ini() throws IOException {
        return find("GPT.INI");
    }

    Path template() throws IOException {
        return find(TEMPLATE);
    }

    private Path find(String... below) throws IOException {
        Path folder = anyCase(anyCase(anyCase(sysvol, domain), "Policies"), "{" + id + "}");
        for (String name : below) {
            folder = anyCase(folder, name);
        }
        return folder;
    }

    private static Path anyCase(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> child.getFileName().toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(exact);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_AT_MOST + 1);
            if (bytes.length > FILE_AT_MOST) {
                throw new IOException(file + " is over " + FILE_AT_MOST + " bytes");
            }
            return bytes;
        }
    }
}
