package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.directory.rights.Aces.CI;
import static writeback.relay.directory.rights.Aces.CR;
import static writeback.relay.directory.rights.Aces.GA;
import static writeback.relay.directory.rights.Aces.IO;
import static writeback.relay.directory.rights.Aces.RESET;
import static writeback.relay.directory.rights.Aces.USER;
import static writeback.relay.directory.rights.Aces.WP;
import static writeback.relay.directory.rights.Aces.dacl;
import static writeback.relay.directory.rights.Aces.head;
import static writeback.relay.directory.rights.Aces.join;
import static writeback.relay.directory.rights.Aces.list;
import static writeback.relay.directory.rights.Aces.object;
import static writeback.relay.directory.rights.Aces.plain;
import static writeback.relay.directory.rights.Aces.sid;

import java.util.Set;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Grant;

class PrivilegesTest {

    private static final String ME = "S-1-5-21-1-2-3-1105";
    private static final String GROUP = "S-1-5-21-1-2-3-1200";
    private static final String OTHERS = "S-1-5-21-1-2-3-1300";
    private static final String VERSION_NUMBER = "bf967a76-0de6-11d0-a285-00aa003049e2";
    private static final String REPLICATE_ALL = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2";
    private static final String REPLICATE = "1131f6aa-9c07-11d1-f79f-00c04fc2dcd2";
    private static final String POLICY = "groupPolicyContainer";
    private static final int WRITE_DAC = 0x40000;
    private static final int WRITE_OWNER = 0x80000;

    @Test
    void anEntryForAnotherPropertyWritesNeitherThisOneNorEvery() {
        byte[] descriptor = dacl(object(5, 0, WP, VERSION_NUMBER, null, GROUP));

        assertThat(on(descriptor, Privilege.WRITE_VERSION_NUMBER)).isEqualTo(Grant.GRANTED);
        assertThat(on(descriptor, Privilege.WRITE_EXTENSION_NAMES)).isEqualTo(Grant.MISSING);
        assertThat(on(descriptor, Privilege.WRITE_EVERYTHING)).isEqualTo(Grant.MISSING);
    }

    @Test
    void anEntryWithoutATypeWritesEveryProperty() {
        byte[] descriptor = dacl(plain(0, 0, WP, ME));

        assertThat(on(descriptor, Privilege.WRITE_EVERYTHING)).isEqualTo(Grant.GRANTED);
        assertThat(on(descriptor, Privilege.WRITE_VERSION_NUMBER)).isEqualTo(Grant.GRANTED);
        assertThat(on(descriptor, Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.MISSING);
    }

    @Test
    void whatChangesTheObjectItselfIsOfNoType() {
        byte[] descriptor = dacl(object(5, 0, WRITE_DAC | WRITE_OWNER, VERSION_NUMBER, null, ME));

        assertThat(on(descriptor, Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.GRANTED);
        assertThat(on(descriptor, Privilege.MODIFY_OWNER)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void onlyTheRightForAllChangesBringsSecrets() {
        assertThat(on(dacl(object(5, 0, CR, REPLICATE, null, ME)), Privilege.REPLICATE_SECRETS))
                .isEqualTo(Grant.MISSING);
        assertThat(on(dacl(object(5, 0, CR, REPLICATE_ALL, null, ME)), Privilege.REPLICATE_SECRETS))
                .isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(0, 0, CR, ME)), Privilege.REPLICATE_SECRETS)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void anOwnerMayChangeTheAccessListUnlessOwnersAreLimited() {
        assertThat(on(owned(GROUP), Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.GRANTED);
        assertThat(on(owned(OTHERS), Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.MISSING);
        assertThat(on(owned(GROUP), Privilege.MODIFY_OWNER)).isEqualTo(Grant.MISSING);
        assertThat(on(owned(GROUP, plain(0, 0, CR, "S-1-3-4")), Privilege.MODIFY_PERMISSIONS))
                .isNotEqualTo(Grant.GRANTED);
    }

    @Test
    void aConditionLeavesItOpen() {
        byte[] conditional = plain(9, 0, WRITE_DAC, ME, (byte) 'a', (byte) 'r', (byte) 't', (byte) 'x');

        assertThat(on(dacl(conditional), Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.CANNOT_TELL);
    }

    @Test
    void whatAContainerHandsDownCountsOnUsersBelowAndNotOnItself() throws MalformedDescriptorException {
        SecurityDescriptor unit = SecurityDescriptor.read(dacl(object(5, CI | IO, CR, RESET, USER, ME)));
        SecurityDescriptor all = SecurityDescriptor.read(dacl(plain(0, CI | IO, GA, ME)));

        assertThat(mine().onUsersBelow(unit, Privilege.RESET_PASSWORD)).isEqualTo(Grant.GRANTED);
        assertThat(mine().onUsersBelow(unit, Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.MISSING);
        assertThat(mine().on(unit, null, "organizationalUnit", Privilege.RESET_PASSWORD))
                .isEqualTo(Grant.MISSING);
        assertThat(mine().onUsersBelow(all, Privilege.MODIFY_PERMISSIONS)).isEqualTo(Grant.GRANTED);
        assertThat(mine().onUsersBelow(all, Privilege.WRITE_EVERYTHING)).isEqualTo(Grant.GRANTED);
    }

    private static byte[] owned(String owner, byte[]... entries) {
        byte[] sid = sid(owner);
        return join(head(0x8004, 20, 0, 0, 20 + sid.length), sid, list(entries));
    }

    private static Grant on(byte[] descriptor, Privilege privilege) {
        try {
            return mine().on(SecurityDescriptor.read(descriptor), null, POLICY, privilege);
        } catch (MalformedDescriptorException e) {
            throw new AssertionError(e);
        }
    }

    private static Privileges mine() {
        return new Privileges(new Trustee(
                "me",
                new SecurityIdentifier(ME),
                Set.of(new SecurityIdentifier(ME), new SecurityIdentifier(GROUP)),
                true));
    }
}
