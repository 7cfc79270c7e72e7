package writeback.relay.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.RangedValues;
import writeback.relay.directory.SmallDirectory;

class RangedMembersTest {

    private static final String GROUP = "CN=Huge," + SmallDirectory.BASE;

    @TempDir
    private Path folder;

    /** Asked for {@code member}, this server gives the first range, as a domain controller does of a huge group. */
    @Test
    void valuesThatComeInRangesAreAllRead() throws Exception {
        try (SmallDirectory directory = new SmallDirectory(folder)) {
            directory.add(
                    "dn: " + GROUP,
                    "objectClass: group",
                    "member;range=0-1: CN=a",
                    "member;range=0-1: CN=b",
                    "member;range=2-*: CN=c",
                    "member;range=2-*: CN=d",
                    "member;range=2-*: CN=e");
            directory.add("dn: CN=Empty," + SmallDirectory.BASE, "objectClass: group");
            directory.add("dn: CN=Small," + SmallDirectory.BASE, "objectClass: group", "member: CN=a");
            try (DomainSession session = directory.session()) {
                assertThat(RangedValues.read(session, GROUP, "member", 5))
                        .containsExactly("CN=a", "CN=b", "CN=c", "CN=d", "CN=e");
                assertThat(RangedValues.read(session, "CN=Small," + SmallDirectory.BASE, "member", 5))
                        .containsExactly("CN=a");
                assertThat(RangedValues.read(session, "CN=Empty," + SmallDirectory.BASE, "member", 5))
                        .isEmpty();
                assertThat(RangedValues.read(session, "CN=Gone," + SmallDirectory.BASE, "member", 5))
                        .isEmpty();
                assertThatThrownBy(() -> RangedValues.read(session, GROUP, "member", 4))
                        .isInstanceOf(DirectoryTrouble.class)
                        .hasMessageContaining("more than 4");
            }
        }
    }
}
