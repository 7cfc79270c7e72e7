package writeback.lab.directory.samba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The root file system that {@code script/lib/samba-root --install} made: a Debian with Samba and nothing else, shared by
 * every domain that runs here.
 */
public final class SambaRoot {

    private final Path cache;

    private SambaRoot(Path cache) {
        this.cache = cache;
    }

    /** In {@code $WRITEBACK_CACHE}, or {@code ~/.cache/writeback-bot}. */
    public static SambaRoot ofThisMachine() {
        String named = System.getenv("WRITEBACK_CACHE");
        return new SambaRoot(
                named == null || named.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "writeback-bot")
                        : Path.of(named));
    }

    /** Why no domain controller can run here, in a sentence that names the remedy; empty when one can. */
    public Optional<String> missing() {
        if (!Files.isRegularFile(folder().resolve(".recipe"))) {
            return Optional.of("no Samba domain controller is installed in " + folder()
                    + "; as root, script/lib/samba-root --install makes it");
        }
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return Optional.of("unshare is missing (Debian package util-linux)");
        }
        try {
            Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return user.equals(0) ? Optional.empty() : Optional.of("only root can run the Samba domain controller");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return cache.resolve("samba-root");
    }

    /** Where a freshly provisioned domain of that kind is kept. */
    Path pristineDomain(String kind) {
        return cache.resolve("samba-domain-" + kind + ".tar");
    }
}
