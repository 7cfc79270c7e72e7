package writeback.relay.directory.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsAccessTest {

    @Test
    void theOwnerTheServiceTheSystemAndAdministratorsMayRead() {
        assertThat(others(
                        allow("CONTOSO\\installer", AclEntryPermission.READ_DATA),
                        allow("CONTOSO\\wb-relay$", AclEntryPermission.READ_DATA),
                        allow("NT AUTHORITY\\SYSTEM", AclEntryPermission.READ_DATA),
                        allow("AUTORITE NT\\Système", AclEntryPermission.READ_DATA),
                        allow("BUILTIN\\Administrateurs", AclEntryPermission.READ_DATA)))
                .isEmpty();
    }

    @Test
    void anybodyElseMayNot() {
        assertThat(others(
                        allow("CONTOSO\\installer", AclEntryPermission.READ_DATA),
                        allow("BUILTIN\\Users", AclEntryPermission.READ_DATA)))
                .contains("BUILTIN\\Users");
    }

    @Test
    void whoIsDeniedOrMayOnlySeeTheFilesNameDoesNotRead() {
        AclEntry denied = AclEntry.newBuilder()
                .setType(AclEntryType.DENY)
                .setPrincipal(() -> "Everyone")
                .setPermissions(AclEntryPermission.READ_DATA)
                .build();
        assertThat(others(denied, allow("Everyone", AclEntryPermission.READ_ATTRIBUTES)))
                .isEmpty();
    }

    private static Optional<String> others(AclEntry... entries) {
        return WindowsAccess.others(List.of(entries), "CONTOSO\\installer", "wb-relay$");
    }

    private static AclEntry allow(String name, AclEntryPermission permission) {
        UserPrincipal principal = () -> name;
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(principal)
                .setPermissions(permission)
                .build();
    }
}
