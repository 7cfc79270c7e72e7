package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;

/** The account of the small directory signs in by its distinguished name. */
class OwnTrusteeTest {

    private static final String SID = "S-1-5-21-1-2-3-1105";
    private static final String GROUP = "S-1-5-21-1-2-3-1200";

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
    void theTokenThatTheDomainControllerShowsIsTheWholeTruth() throws Exception {
        account();
        showToken(GROUP, SID);

        Trustee own = read();

        assertThat(own.complete()).isTrue();
        assertThat(own.sid().text()).isEqualTo(SID);
        assertThat(own.sids()).extracting(SecurityIdentifier::text).containsExactlyInAnyOrder(SID, GROUP);
    }

    @Test
    void withoutATokenItIsPutTogetherAsForAnybodyElse() throws Exception {
        account();

        Trustee own = read();

        assertThat(own.sid().text()).isEqualTo(SID);
        assertThat(own.sids()).extracting(SecurityIdentifier::text).contains(SID, "S-1-5-11", GROUP);
    }

    @Test
    void anObjectOfThatNameWhoseIdentifierIsNotInTheTokenIsSomebodyElses() throws Exception {
        account();
        showToken(GROUP);

        assertThat(catchThrowableOfType(DirectoryTrouble.class, this::read)).hasMessageContaining("cannot be found");
    }

    private Trustee read() throws DirectoryTrouble {
        try (DomainSession session = directory.session()) {
            return OwnTrustee.read(session);
        }
    }

    private void account() throws Exception {
        directory.add(
                "dn: CN=reader," + SmallDirectory.BASE,
                "objectClass: user",
                "sAMAccountName: reader",
                "objectSid:: " + encoded(SID),
                "tokenGroups:: " + encoded(GROUP));
    }

    private void showToken(String... sids) {
        directory.onEntry(entry -> {
            if (!entry.getDN().isEmpty()) {
                return entry;
            }
            Entry shown = entry.duplicate();
            byte[][] values = new byte[sids.length][];
            for (int i = 0; i < sids.length; i++) {
                values[i] = SecurityIdentifier.parse(sids[i]).bytes();
            }
            shown.addAttribute("tokenGroups", values);
            return shown;
        });
    }

    private static String encoded(String sid) {
        return Base64.getEncoder().encodeToString(SecurityIdentifier.parse(sid).bytes());
    }
}
