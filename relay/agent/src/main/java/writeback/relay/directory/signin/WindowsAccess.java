package writeback.relay.directory.signin;

import java.io.IOException;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may read a file by its Windows access list. */
final class WindowsAccess {

    /** The system and its administrators, who can read everything anyway, in English and French. */
    private static final Set<String> ALWAYS = Set.of(
            "nt authority\\system", "autorite nt\\système", "builtin\\administrators", "builtin\\administrateurs");

    private WindowsAccess() {}

    /** The first who may read it and is none of its owner, this process's user, the system and its administrators. */
    static Optional<String> others(AclFileAttributeView file) throws IOException {
        return others(file.getAcl(), file.getOwner().getName(), System.getProperty("user.name"));
    }

    static Optional<String> others(Collection<AclEntry> entries, String owner, String user) {
        return entries.stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .filter(entry -> entry.permissions().contains(AclEntryPermission.READ_DATA))
                .map(entry -> entry.principal().getName())
                .filter(name -> !name.equalsIgnoreCase(owner) && !isUser(name, user))
                .filter(name -> !ALWAYS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static boolean isUser(String name, String user) {
        return name.substring(name.indexOf('\\') + 1).equalsIgnoreCase(user);
    }
}
