package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static writeback.relay.directory.rights.Aces.CI;
import static writeback.relay.directory.rights.Aces.IO;
import static writeback.relay.directory.rights.Aces.LOCKOUT_TIME;
import static writeback.relay.directory.rights.Aces.RESET;
import static writeback.relay.directory.rights.Aces.USER;
import static writeback.relay.directory.rights.Aces.WP;
import static writeback.relay.directory.rights.Aces.entry;
import static writeback.relay.directory.rights.Aces.object;
import static writeback.relay.directory.rights.Aces.plain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SddlTest {

    private static final String ME = "S-1-5-21-1-2-3-1105";

    @Test
    void anEntryIsWrittenAsTheDocumentationWritesIt() throws MalformedDescriptorException {
        assertThat(text(object(5, CI | IO, WP, LOCKOUT_TIME, USER, ME)))
                .isEqualTo("(OA;CIIO;WP;" + LOCKOUT_TIME + ";" + USER + ";" + ME + ")");
        assertThat(text(plain(1, 0x10, 0xF01FF, "S-1-5-32-544")))
                .isEqualTo("(D;ID;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;S-1-5-32-544)");
        assertThat(text(plain(0, 0, 0x10000000, ME))).isEqualTo("(A;;GA;;;" + ME + ")");
        assertThat(text(plain(0, 0x20, 0x200, ME))).isEqualTo("(A;0x20;0x200;;;" + ME + ")");
        assertThat(text(object(12, 0, WP, null, null, ME))).isEqualTo("(0xc;;WP;;;" + ME + ")");
        assertThat(text(entry(0x42, 0, new byte[4]))).isEqualTo("(0x42;;?)");
    }

    @Test
    void whatThisAgentWritesIsReadAgain() throws MalformedDescriptorException {
        for (byte[] bytes : new byte[][] {
            object(5, CI | IO, 0x100, RESET, USER, ME),
            object(5, CI, WP, LOCKOUT_TIME, null, ME),
            object(5, 0, 0x100, RESET, null, "S-1-5-21-4294967295-0-3-4294967295")
        }) {
            assertThat(Sddl.parse(text(bytes)).bytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(A;;CR;;;S-1-1-0)",
                "(OA;;CR;;;S-1-1-0)",
                "(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-0)",
                "(OA;;GA;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-0)",
                "(OA;IO;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-0)",
                "(OA;;CRWP;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-0)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e052-;;S-1-1-0)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;WD)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-4294967296)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-00)",
                "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-1-0)\n",
                "(OA;;CR;00299570-246D-11D0-A768-00AA006E0529;;S-1-1-0)",
            })
    void everyOtherFormIsRefused(String text) {
        assertThatThrownBy(() -> Sddl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] bytes) throws MalformedDescriptorException {
        return Sddl.text(AccessControlEntry.read(bytes, 0, bytes.length));
    }
}
