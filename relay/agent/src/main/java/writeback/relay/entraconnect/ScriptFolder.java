package writeback.relay.entraconnect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The scripts as files, for PowerShell runs nothing else. What runs is what the agent brought along, byte for byte. */
final class ScriptFolder {

    private final Path folder;
    private final Map<Script, byte[]> originals = new EnumMap<>(Script.class);

    /** Puts the scripts there, over what was there before. */
    ScriptFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        for (Script script : Script.values()) {
            byte[] original = original(script);
            originals.put(script, original);
            Files.write(folder.resolve(script.fileName()), original);
        }
    }

    private static byte[] original(Script script) throws IOException {
        try (InputStream in = Objects.requireNonNull(ScriptFolder.class.getResourceAsStream(script.fileName()))) {
            return in.readAllBytes();
        }
    }

    /** @throws IOException when the file is not, or no longer, what the agent brought along */
    Path file(Script script) throws IOException {
        Path file = folder.resolve(script.fileName());
        if (!Arrays.equals(Files.readAllBytes(file), originals.get(script))) {
            throw new IOException(file + " was changed; restart the relay after finding out by whom");
        }
        return file.toAbsolutePath();
    }
}
