package writeback.lab.directory;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import writeback.lab.directory.memory.MemoryDirectory;

/** The directory in memory keeps the contract. */
class MemoryDirectoryContractTest {

    @TempDir
    static Path folder;

    private static Practice practice;

    @BeforeAll
    static void start() {
        practice = Practice.start(folder, "127.0.0.1", MemoryDirectory::start);
    }

    @AfterAll
    static void stop() {
        practice.close();
    }

    @Nested
    class Passwords extends PasswordContract {
        Passwords() {
            super(() -> practice);
        }
    }

    @Nested
    class GroupPolicy extends GroupPolicyContract {
        GroupPolicy() {
            super(() -> practice);
        }
    }

    @Nested
    class Access extends AccessContract {
        Access() {
            super(() -> practice);
        }
    }

    @Nested
    class Writeback extends WritebackContract {
        Writeback() {
            super(() -> practice);
        }
    }

    @Nested
    class Users extends UsersContract {
        Users() {
            super(() -> practice);
        }
    }
}
