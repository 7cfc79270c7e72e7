package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import writeback.lab.directory.samba.SambaDirectory;
import writeback.lab.directory.samba.SambaRoot;

/**
 * A real domain controller keeps the same contract. Skipped where none is installed; with {@code CI=true} or
 * {@code WRITEBACK_REQUIRE_SAMBA=true} that is a failure.
 */
class SambaDirectoryContractTest {

    @TempDir
    static Path folder;

    private static Practice practice;

    @BeforeAll
    static void start() {
        if (installed()) {
            practice = Practice.start(folder, "127.0.0.20", (settings, clock) -> SambaDirectory.start(settings));
        }
    }

    static boolean installed() {
        return SambaRoot.ofThisMachine().missing().isEmpty();
    }

    /** Reports once why everything below did not run. */
    @Test
    void aRealDomainControllerRunsHere() {
        Optional<String> missing = SambaRoot.ofThisMachine().missing();
        boolean required =
                "true".equals(System.getenv("CI")) || "true".equals(System.getenv("WRITEBACK_REQUIRE_SAMBA"));
        if (required) {
            assertThat(missing).as("the contract must run on Samba here").isEmpty();
        }
        Assumptions.assumeTrue(missing.isEmpty(), () -> "not run on Samba: " + missing.orElse(""));
        practice.reading().close();
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
            assertThat(ProcessHandle.current().descendants()).isEmpty();
            var at = practice.directory().describe();
            assertThatThrownBy(() -> new Socket(at.host(), at.port()).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Nested
    @EnabledIf("writeback.lab.directory.SambaDirectoryContractTest#installed")
    class Passwords extends PasswordContract {
        Passwords() {
            super(() -> practice);
        }
    }

    @Nested
    @EnabledIf("writeback.lab.directory.SambaDirectoryContractTest#installed")
    class GroupPolicy extends GroupPolicyContract {
        GroupPolicy() {
            super(() -> practice);
        }
    }

    @Nested
    @EnabledIf("writeback.lab.directory.SambaDirectoryContractTest#installed")
    class Access extends AccessContract {
        Access() {
            super(() -> practice);
        }
    }

    @Nested
    @EnabledIf("writeback.lab.directory.SambaDirectoryContractTest#installed")
    class Writeback extends WritebackContract {
        Writeback() {
            super(() -> practice);
        }
    }

    @Nested
    @EnabledIf("writeback.lab.directory.SambaDirectoryContractTest#installed")
    class Users extends UsersContract {
        Users() {
            super(() -> practice);
        }
    }
}
