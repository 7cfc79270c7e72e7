package writeback.lab.powershell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Puts the stand-in for {@code powershell.exe} into a folder: a Node script that asks the lab's page. */
public final class PowerShellStandIn {

    private static final List<String> MODULES =
            List.of("values.js", "words.js", "script.js", "cmdlets.js", "sync-server.js");

    private PowerShellStandIn() {}

    /**
     * Writes {@code FOLDER/powershell} and its modules beside it in {@code powershell.d}; Node must be on the caller's
     * path.
     *
     * @param page base of the lab's page, such as {@code http://127.0.0.1:4400}
     * @return the executable
     */
    public static Path install(Path folder, URI page) {
        try {
            Path modules = Files.createDirectories(folder.resolve("powershell.d"));
            for (String module : MODULES) {
                Files.writeString(
                        modules.resolve(module), source(module).replace("http://127.0.0.1:0", page.toString()));
            }
            Path executable = folder.resolve("powershell");
            Files.writeString(executable, source("powershell.js"));
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
            return executable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String name) throws IOException {
        try (InputStream source = PowerShellStandIn.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalStateException(name + " is missing from the lab's jar");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
