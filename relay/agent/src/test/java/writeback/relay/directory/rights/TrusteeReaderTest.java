package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;

class TrusteeReaderTest {

    private static final String ACCOUNT = "CN=Sync\\, Lyon," + SmallDirectory.BASE;
    private static final String SID = "S-1-5-21-1-2-3-1105";

    @TempDir
    private Path folder;

    private SmallDirectory directory;

    @BeforeEach
    void start() throws Exception {
        directory = new SmallDirectory(folder);
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void anAccountCountsAsItselfItsGroupsAndEverybody() throws Exception {
        account("tokenGroups:: " + encoded("S-1-5-21-1-2-3-1200"), "sIDHistory:: " + encoded("S-1-5-21-9-9-9-7"));

        Trustee trustee = find("CONTOSO\\MSOL_1");

        assertThat(trustee.complete()).isTrue();
        assertThat(trustee.sid().text()).isEqualTo(SID);
        assertThat(trustee.sids())
                .extracting(SecurityIdentifier::text)
                .containsExactlyInAnyOrder(
                        SID,
                        "S-1-5-21-1-2-3-1200",
                        "S-1-5-21-1-2-3-513",
                        "S-1-5-21-9-9-9-7",
                        "S-1-1-0",
                        "S-1-5-2",
                        "S-1-5-11",
                        "S-1-5-15");
        assertThat(find("MSOL_1").sids()).isEqualTo(trustee.sids());
        assertThat(find(ACCOUNT).sids()).isEqualTo(trustee.sids());
    }

    @Test
    void groupsThatHoldEverybodyAreTheAccountsThroughOtherGroupsToo() throws Exception {
        account("tokenGroups:: " + encoded("S-1-5-21-1-2-3-1200"));
        String everybody = "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + SmallDirectory.BASE;
        group("Compatible", "S-1-5-32-554", everybody);
        group("Around", "S-1-5-21-1-2-3-1300", "CN=Compatible," + SmallDirectory.BASE);
        group("Ring", "S-1-5-21-1-2-3-1301", "CN=Around," + SmallDirectory.BASE, "CN=Ring," + SmallDirectory.BASE);
        group("Elsewhere", "S-1-5-21-1-2-3-1302", "CN=Nobody," + SmallDirectory.BASE);
        group("Mail", "S-1-5-21-1-2-3-1303", everybody);
        directory.put("CN=Mail," + SmallDirectory.BASE, "groupType", "2");

        assertThat(find("MSOL_1").sids())
                .extracting(SecurityIdentifier::text)
                .contains("S-1-5-32-554", "S-1-5-21-1-2-3-1300", "S-1-5-21-1-2-3-1301")
                .doesNotContain("S-1-5-21-1-2-3-1302", "S-1-5-21-1-2-3-1303");
    }

    @Test
    void withoutTokenGroupsTheAccountIsIncomplete() throws Exception {
        account();

        assertThat(find("MSOL_1").complete()).isFalse();
    }

    @Test
    void anAccountThatIsNotThereIsNoTrustee() throws Exception {
        try (DomainSession session = directory.session()) {
            assertThat(TrusteeReader.find(session, "CONTOSO\\gone")).isEmpty();
        }
    }

    @Test
    void anAccountWithoutIdentifierIsHidden() throws Exception {
        directory.add("dn: " + ACCOUNT, "objectClass: user", "sAMAccountName: MSOL_1");

        assertThatThrownBy(() -> find("MSOL_1"))
                .isInstanceOf(DirectoryTrouble.class)
                .hasMessageContaining("objectSid");
    }

    private Trustee find(String name) throws DirectoryTrouble {
        try (DomainSession session = directory.session()) {
            return TrusteeReader.find(session, name).orElseThrow();
        }
    }

    private void account(String... further) throws Exception {
        String[] lines = new String[5 + further.length];
        List.of("dn: " + ACCOUNT, "objectClass: user", "sAMAccountName: MSOL_1", "primaryGroupID: 513")
                .toArray(lines);
        lines[4] = "objectSid:: " + encoded(SID);
        System.arraycopy(further, 0, lines, 5, further.length);
        directory.add(lines);
    }

    private void group(String name, String sid, String... members) throws Exception {
        String[] lines = new String[3 + members.length];
        lines[0] = "dn: CN=" + name + "," + SmallDirectory.BASE;
        lines[1] = "objectClass: group";
        lines[2] = "objectSid:: " + encoded(sid);
        for (int i = 0; i < members.length; i++) {
            lines[3 + i] = "member: " + members[i];
        }
        directory.add(lines);
    }

    private static String encoded(String sid) {
        return Base64.getEncoder().encodeToString(Aces.sid(sid));
    }
}
