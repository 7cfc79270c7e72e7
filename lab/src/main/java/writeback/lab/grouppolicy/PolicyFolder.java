package writeback.lab.grouppolicy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Group Policy object's folder in SYSVOL: {@code GPT.INI} (MS-GPOL 2.2.4) and the security template
 * {@code GptTmpl.inf}, UTF-16LE with a byte order mark and CRLF (MS-GPSB 2.2).
 */
public final class PolicyFolder {

    private static final Pattern VERSION = Pattern.compile("(?im)^\\s*Version\\s*=\\s*(\\d+)\\s*$");
    private static final Pattern MINIMUM_AGE = Pattern.compile("(?i)\\s*MinimumPasswordAge\\s*=\\s*(\\d+)\\s*");
    private static final String EMPTY_TEMPLATE =
            "[Unicode]\r\nUnicode=yes\r\n[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n[System Access]\r\n";

    private final Path folder;

    public PolicyFolder(Path folder) {
        this.folder = folder;
    }

    /** {@code Version} of GPT.INI as an unsigned 32-bit number, high half user, low half machine; 0 without one. */
    public long version() {
        Matcher matcher = VERSION.matcher(text(gptIni()));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    public void writeVersion(long version) {
        String text = text(gptIni());
        Matcher matcher = VERSION.matcher(text);
        String line = "Version=" + version;
        replace(
                gptIni(),
                (matcher.find() ? matcher.replaceFirst(line) : "[General]\r\n" + line + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Days of {@code MinimumPasswordAge} in {@code [System Access]}; empty when the policy does not define it. */
    public OptionalInt minimumAgeDays() {
        boolean inSection = false;
        for (String line : text(template()).split("\\R")) {
            if (line.strip().startsWith("[")) {
                inSection = line.strip().equalsIgnoreCase("[System Access]");
            }
            Matcher matcher = MINIMUM_AGE.matcher(line);
            if (inSection && matcher.matches()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** Writes {@code MinimumPasswordAge} and keeps every other line; empty takes the line out. */
    public void writeMinimumAgeDays(OptionalInt days) {
        String text = text(template());
        List<String> lines = new ArrayList<>(List.of((text.isEmpty() ? EMPTY_TEMPLATE : text).split("\\R")));
        lines.removeIf(line -> MINIMUM_AGE.matcher(line).matches());
        if (days.isPresent()) {
            int section = indexOfSystemAccess(lines);
            if (section < 0) {
                lines.add("[System Access]");
                section = lines.size() - 1;
            }
            // First in its section: Samba's client stops at keys it does not know.
            lines.add(section + 1, "MinimumPasswordAge = " + days.getAsInt());
        }
        byte[] body = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_16LE);
        replace(
                template(),
                ByteBuffer.allocate(body.length + 2)
                        .put((byte) 0xFF)
                        .put((byte) 0xFE)
                        .put(body)
                        .array());
    }

    private static int indexOfSystemAccess(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equalsIgnoreCase("[System Access]")) {
                return i;
            }
        }
        return -1;
    }

    private Path gptIni() {
        return find(folder, "GPT.INI");
    }

    private Path template() {
        Path at = folder;
        for (String name : List.of("MACHINE", "Microsoft", "Windows NT", "SecEdit", "GptTmpl.inf")) {
            at = find(at, name);
        }
        return at;
    }

    /** SYSVOL is case-insensitive to Windows: the name as it is there, else as given. */
    private static Path find(Path folder, String name) {
        if (Files.isDirectory(folder)) {
            try (var names = Files.list(folder)) {
                return names.filter(path -> path.getFileName()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .equals(name.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder.resolve(name);
    }

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean utf16 = bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
            return utf16
                    ? new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE)
                    : new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(file.getParent(), ".new", "");
            Files.write(next, content);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
