package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.directory.rights.Aces.CI;
import static writeback.relay.directory.rights.Aces.CR;
import static writeback.relay.directory.rights.Aces.GA;
import static writeback.relay.directory.rights.Aces.INET_ORG_PERSON;
import static writeback.relay.directory.rights.Aces.IO;
import static writeback.relay.directory.rights.Aces.LOCKOUT_TIME;
import static writeback.relay.directory.rights.Aces.NP;
import static writeback.relay.directory.rights.Aces.PWD_LAST_SET;
import static writeback.relay.directory.rights.Aces.RESET;
import static writeback.relay.directory.rights.Aces.UNEXPIRE;
import static writeback.relay.directory.rights.Aces.USER;
import static writeback.relay.directory.rights.Aces.WP;
import static writeback.relay.directory.rights.Aces.dacl;
import static writeback.relay.directory.rights.Aces.head;
import static writeback.relay.directory.rights.Aces.object;
import static writeback.relay.directory.rights.Aces.plain;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.SecurityIdentifier;

class WritebackEntriesTest {

    private static final String ME = "S-1-5-21-1-2-3-1105";
    private static final String GROUP = "S-1-5-21-1-2-3-1200";
    private static final String RESET_BELOW = "(OA;CIIO;CR;" + RESET + ";" + USER + ";" + ME + ")";
    private static final String LOCKOUT_BELOW = "(OA;CIIO;WP;" + LOCKOUT_TIME + ";" + USER + ";" + ME + ")";
    private static final String LAST_SET_BELOW = "(OA;CIIO;WP;" + PWD_LAST_SET + ";" + USER + ";" + ME + ")";
    private static final String UNEXPIRE_HERE = "(OA;;CR;" + UNEXPIRE + ";;" + ME + ")";
    private static final byte[] UNEXPIRE_FOR_ALL = object(5, 0, CR, UNEXPIRE, null, "S-1-5-11");

    @Test
    void theFourDocumentedEntriesAreMissingFromAnEmptyList() {
        assertThat(missing(dacl())).containsExactly(RESET_BELOW, LOCKOUT_BELOW, LAST_SET_BELOW, UNEXPIRE_HERE);
    }

    @Test
    void onceTheyAreThereNothingIsMissing() throws MalformedDescriptorException {
        List<AccessControlEntry> four = WritebackEntries.of(new SecurityIdentifier(ME));
        SecurityDescriptor root = SecurityDescriptor.of(AccessControlList.of(four));

        assertThat(missing(root.bytes())).isEmpty();
    }

    @Test
    void whatGrantsTheSameInAnotherWayIsEnough() {
        assertThat(missing(dacl(plain(0, CI | IO, GA, GROUP), UNEXPIRE_FOR_ALL)))
                .isEmpty();
        assertThat(missing(dacl(object(5, CI, WP, null, USER, GROUP), UNEXPIRE_FOR_ALL)))
                .containsExactly(RESET_BELOW);
    }

    @Test
    void whatDoesNotReachAUserFurtherDownIsNotEnough() {
        assertThat(missing(dacl(
                        object(5, 0, CR, RESET, USER, ME),
                        object(5, CI | IO, WP, LOCKOUT_TIME, INET_ORG_PERSON, ME),
                        object(5, CI | IO | NP, WP, PWD_LAST_SET, USER, ME),
                        object(5, CI | IO, CR, UNEXPIRE, null, ME))))
                .containsExactly(RESET_BELOW, LOCKOUT_BELOW, LAST_SET_BELOW, UNEXPIRE_HERE);
    }

    @Test
    void anEntryThatWouldNotHelpAgainstADenyIsNotAskedFor() {
        assertThat(missing(dacl(plain(1, CI, CR, GROUP)))).containsExactly(LOCKOUT_BELOW, LAST_SET_BELOW);
    }

    @Test
    void withoutAnAccessListNothingIsMissing() {
        assertThat(missing(head(0x8004, 0, 0, 0, 0))).isEmpty();
    }

    private static List<String> missing(byte[] root) {
        try {
            SecurityIdentifier me = new SecurityIdentifier(ME);
            Set<SecurityIdentifier> sids =
                    Set.of(me, new SecurityIdentifier(GROUP), new SecurityIdentifier("S-1-5-11"));
            return WritebackEntries.missingAt(SecurityDescriptor.read(root), new Trustee("connector", me, sids, true))
                    .stream()
                    .map(Sddl::text)
                    .toList();
        } catch (MalformedDescriptorException e) {
            throw new AssertionError(e);
        }
    }
}
