package writeback.relay.directory.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import writeback.relay.protocol.fact.Cause;

/** A file with a secret, which is used only while nobody else can open it. */
public final class SecretFile {

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SecretFile() {}

    /** What must be done to the file before it may be used, as a sentence for its owner, or empty. */
    public static Optional<String> objection(Path file) {
        try {
            PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (posix != null) {
                return OWNERS.containsAll(posix.readAttributes().permissions())
                        ? Optional.empty()
                        : Optional.of(file + " is open to others than its owner; run: chmod 600 " + file);
            }
            AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
            return acl == null
                    ? Optional.of("whoever can open " + file + " cannot be told on this file system")
                    : WindowsAccess.others(acl)
                            .map(
                                    other -> file + " is open to " + other + "; run: icacls \"" + file
                                            + "\" /inheritance:r /grant:r \"%USERNAME%:R\" \"*S-1-5-18:F\" \"*S-1-5-32-544:F\"");
        } catch (IOException e) {
            return Optional.of(file + " cannot be read");
        }
    }

    /**
     * The one line in the file, as bytes; whoever asked wipes them.
     *
     * @throws SignInException when it cannot be read, is empty, or can be opened by others
     */
    public static byte[] line(Path file) throws SignInException {
        byte[] content;
        check(file);
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SignInException(Cause.FAILED, file + " cannot be read");
        }
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        byte[] line = Arrays.copyOf(content, end);
        Arrays.fill(content, (byte) 0);
        if (end == 0) {
            throw new SignInException(Cause.FAILED, file + " is empty");
        }
        return line;
    }

    /** @throws SignInException when it cannot be read, or can be opened by others */
    static void check(Path file) throws SignInException {
        Optional<String> objection = objection(file);
        if (objection.isPresent()) {
            throw new SignInException(Cause.FAILED, objection.get());
        }
    }
}
