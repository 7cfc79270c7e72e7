package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.directory.rights.Aces.ACCOUNT_RESTRICTIONS;
import static writeback.relay.directory.rights.Aces.CI;
import static writeback.relay.directory.rights.Aces.CR;
import static writeback.relay.directory.rights.Aces.ID;
import static writeback.relay.directory.rights.Aces.INET_ORG_PERSON;
import static writeback.relay.directory.rights.Aces.IO;
import static writeback.relay.directory.rights.Aces.LOCKOUT_TIME;
import static writeback.relay.directory.rights.Aces.PWD_LAST_SET;
import static writeback.relay.directory.rights.Aces.RESET;
import static writeback.relay.directory.rights.Aces.UNEXPIRE;
import static writeback.relay.directory.rights.Aces.USER;
import static writeback.relay.directory.rights.Aces.WP;
import static writeback.relay.directory.rights.Aces.dacl;
import static writeback.relay.directory.rights.Aces.entry;
import static writeback.relay.directory.rights.Aces.head;
import static writeback.relay.directory.rights.Aces.join;
import static writeback.relay.directory.rights.Aces.object;
import static writeback.relay.directory.rights.Aces.plain;
import static writeback.relay.directory.rights.Aces.sid;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;

/** The rules by which the directory decides (MS-ADTS 5.1.3.3), one by one. */
class WritebackRightsTest {

    private static final int ALLOW = 0;
    private static final int DENY = 1;
    private static final int OBJECT_ALLOW = 5;
    private static final int OBJECT_DENY = 6;
    private static final int CONDITIONAL_ALLOW = 9;
    private static final int CONDITIONAL_DENY = 10;
    private static final int SYSTEM_AUDIT = 2;
    private static final String ME = "S-1-5-21-1-2-3-1105";
    private static final String GROUP = "S-1-5-21-1-2-3-1200";
    private static final String STRANGERS = "S-1-5-21-1-2-3-1300";
    private static final String TARGET = "S-1-5-21-1-2-3-2000";
    private static final String SELF = "S-1-5-10";
    private static final Trustee TRUSTEE = trustee(true);

    @Test
    void withoutAnAccessListEverythingIsGranted() {
        assertThat(on(head(0x8000, 0, 0, 0, 0)).forWriteback()).isEqualTo(Grant.GRANTED);
        assertThat(on(head(0x8004, 0, 0, 0, 0)).forWriteback()).isEqualTo(Grant.GRANTED);
    }

    @Test
    void anEmptyAccessListGrantsNothing() {
        assertThat(on(dacl())).isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.MISSING));
    }

    @Test
    void theOwnerGetsNoneOfTheseRightsByItself() {
        byte[] owned = join(head(0x8004, 20, 0, 0, 20 + sid(ME).length), sid(ME), Aces.list());

        assertThat(on(owned)).isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.MISSING));
    }

    @Test
    void theFourDocumentedEntriesAsUsersInheritThemGrantEverything() {
        byte[] user = dacl(
                object(OBJECT_ALLOW, CI | ID, CR, RESET, USER, ME),
                object(OBJECT_ALLOW, CI | ID, WP, LOCKOUT_TIME, USER, ME),
                object(OBJECT_ALLOW, CI | ID, WP, PWD_LAST_SET, USER, ME));

        assertThat(on(user).forWriteback()).isEqualTo(Grant.GRANTED);
    }

    @Test
    void eachRightIsItsOwn() {
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, CR, RESET, null, ME))))
                .isEqualTo(rights(Grant.GRANTED, Grant.MISSING, Grant.MISSING));
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, WP, LOCKOUT_TIME, null, ME))))
                .isEqualTo(rights(Grant.MISSING, Grant.GRANTED, Grant.MISSING));
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, WP, PWD_LAST_SET, null, ME))))
                .isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.GRANTED));
    }

    @Test
    void aRightsGuidWithTheWrongBitSaysNothing() {
        assertThat(on(dacl(
                        object(OBJECT_ALLOW, 0, WP, RESET, null, ME),
                        object(OBJECT_ALLOW, 0, CR, LOCKOUT_TIME, null, ME))))
                .isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.MISSING));
    }

    @Test
    void allExtendedRightsGrantTheResetOnly() {
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, CR, null, USER, ME))))
                .isEqualTo(rights(Grant.GRANTED, Grant.MISSING, Grant.MISSING));
        assertThat(on(dacl(plain(ALLOW, 0, CR, ME)))).isEqualTo(rights(Grant.GRANTED, Grant.MISSING, Grant.MISSING));
    }

    @Test
    void fullControlGrantsAll() {
        assertThat(on(dacl(plain(ALLOW, 0, 0xF01FF, ME))).forWriteback()).isEqualTo(Grant.GRANTED);
    }

    @Test
    void allPropertiesGrantBothAttributes() {
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, WP, null, USER, ME))))
                .isEqualTo(rights(Grant.MISSING, Grant.GRANTED, Grant.GRANTED));
    }

    @Test
    void thePropertySetCoversPwdLastSetAndNotLockoutTime() {
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, WP, ACCOUNT_RESTRICTIONS, null, ME))))
                .isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.GRANTED));
    }

    @Test
    void anEntryForTheObjectsOwnClassIsForAllItsAttributesAndForNoRight() {
        byte[] user = dacl(object(OBJECT_ALLOW, 0, WP | CR, USER, null, ME));

        assertThat(on(user)).isEqualTo(rights(Grant.MISSING, Grant.GRANTED, Grant.GRANTED));
        assertThat(on(user, TRUSTEE, "inetOrgPerson")).isEqualTo(rights(Grant.MISSING, Grant.MISSING, Grant.MISSING));
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, WP, INET_ORG_PERSON, null, ME)), TRUSTEE, "inetOrgPerson"))
                .isEqualTo(rights(Grant.MISSING, Grant.GRANTED, Grant.GRANTED));
    }

    @Test
    void ofAClassWeDoNotKnowAnEntryForAnUnknownGuidCannotBeJudged() {
        byte[] user = dacl(object(OBJECT_ALLOW, 0, WP, "11111111-2222-3333-4444-555555555555", null, ME));

        ConnectorRights rights = on(user, TRUSTEE, "contosoPerson");

        assertThat(rights.writeLockoutTime()).isEqualTo(Grant.CANNOT_TELL);
        assertThat(rights.resetPassword()).isEqualTo(Grant.MISSING);
        assertThat(on(user).writeLockoutTime()).isEqualTo(Grant.MISSING);
    }

    @Test
    void theInheritedObjectTypeOfAnEntryThatIsHereSaysNothingMore() {
        assertThat(on(dacl(object(OBJECT_ALLOW, 0, CR, RESET, INET_ORG_PERSON, ME)))
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void anInheritOnlyEntryIsNotForTheObject() {
        assertThat(on(dacl(
                        plain(DENY, CI | IO, CR, ME),
                        object(OBJECT_ALLOW, 0, CR, RESET, null, ME),
                        plain(ALLOW, CI | IO, WP, ME))))
                .isEqualTo(rights(Grant.GRANTED, Grant.MISSING, Grant.MISSING));
    }

    @Test
    void theStoredOrderDecidesAndNothingIsSorted() {
        byte[] allow = object(OBJECT_ALLOW, 0, CR, RESET, null, ME);
        byte[] deny = plain(DENY, 0, CR, GROUP);

        assertThat(on(dacl(allow, deny)).resetPassword()).isEqualTo(Grant.GRANTED);
        ConnectorRights denied = on(dacl(deny, allow));
        assertThat(denied.resetPassword()).isEqualTo(Grant.DENIED);
        assertThat(denied.deciding()).containsExactly("(D;;CR;;;" + GROUP + ")");
    }

    @Test
    void anExplicitAllowBeatsAnInheritedDeny() {
        assertThat(on(dacl(
                                object(OBJECT_ALLOW, 0, CR, RESET, null, ME),
                                object(OBJECT_DENY, CI | ID, CR, RESET, USER, ME)))
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void aDenyOnOneAttributeNeverHarmsTheOther() {
        assertThat(on(dacl(object(OBJECT_DENY, 0, WP, LOCKOUT_TIME, null, ME), plain(ALLOW, 0, WP | CR, ME))))
                .isEqualTo(rights(
                        Grant.GRANTED, Grant.DENIED, Grant.GRANTED, "(OD;;WP;" + LOCKOUT_TIME + ";;" + ME + ")"));
    }

    @Test
    void aDenyOnThePropertySetHarmsItsAttribute() {
        assertThat(on(dacl(
                        object(OBJECT_DENY, 0, WP, ACCOUNT_RESTRICTIONS, null, ME),
                        object(OBJECT_ALLOW, 0, WP, PWD_LAST_SET, null, ME))))
                .extracting(ConnectorRights::writePwdLastSet)
                .isEqualTo(Grant.DENIED);
    }

    @Test
    void groupsCountAsTheAccountAndStrangersDoNot() {
        assertThat(on(dacl(plain(ALLOW, 0, CR, GROUP))).resetPassword()).isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(ALLOW, 0, CR, "S-1-5-11"))).resetPassword()).isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(DENY, 0, CR, STRANGERS), plain(ALLOW, 0, CR, ME)))
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(ALLOW, 0, CR, STRANGERS))).resetPassword()).isEqualTo(Grant.MISSING);
    }

    @Test
    void selfStandsForTheUserAndNotForTheAccount() {
        byte[] user = dacl(plain(ALLOW, 0, CR, SELF));

        assertThat(on(user).resetPassword()).isEqualTo(Grant.MISSING);
        assertThat(new WritebackRights(TRUSTEE, null)
                        .on(read(user), new SecurityIdentifier(ME), "user")
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void auditEntriesInAnAccessListNeitherGrantNorRefuse() {
        assertThat(on(dacl(plain(SYSTEM_AUDIT, 0, CR, ME))).resetPassword()).isEqualTo(Grant.MISSING);
    }

    @Test
    void aConditionalEntryCannotBeJudgedWhereItMatters() {
        byte[] allow = plain(CONDITIONAL_ALLOW, 0, CR, ME, (byte) 'a', (byte) 'r', (byte) 't', (byte) 'x');
        byte[] deny = plain(CONDITIONAL_DENY, 0, CR, GROUP);
        byte[] certain = plain(ALLOW, 0, CR, ME);

        assertThat(on(dacl(allow)).resetPassword()).isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(allow)).deciding()).containsExactly("(XA;;CR;;;" + ME + ";(?))");
        assertThat(on(dacl(deny, certain)).resetPassword()).isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(allow, plain(DENY, 0, CR, ME))).resetPassword()).isEqualTo(Grant.CANNOT_TELL);
    }

    @Test
    void aConditionalEntryThatChangesNothingIsPassedOver() {
        byte[] allow = plain(CONDITIONAL_ALLOW, 0, CR, ME);
        byte[] deny = plain(CONDITIONAL_DENY, 0, CR, ME);
        byte[] certain = plain(ALLOW, 0, CR, ME);

        assertThat(on(dacl(allow, certain)).resetPassword()).isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(certain, deny)).resetPassword()).isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(deny)).resetPassword()).isEqualTo(Grant.MISSING);
        assertThat(on(dacl(plain(CONDITIONAL_DENY, 0, CR, STRANGERS), certain)).resetPassword())
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void anUnknownTypeThatNamesTheAccountCannotBeJudged() {
        byte[] named = entry(0x42, 0, join(new byte[12], sid(GROUP)));
        byte[] strange = entry(0x42, 0, join(new byte[12], sid(STRANGERS)));
        byte[] certain = plain(ALLOW, 0, CR, ME);

        assertThat(on(dacl(named)).forWriteback()).isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(named, certain)).resetPassword()).isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(certain, named)).resetPassword()).isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(strange, certain)).resetPassword()).isEqualTo(Grant.GRANTED);
    }

    @Test
    void whenGroupsAreHiddenAnEntryForAnyGroupMayBeForTheAccount() {
        Trustee incomplete = trustee(false);
        byte[] certain = plain(ALLOW, 0, CR, ME);

        assertThat(on(dacl(plain(DENY, 0, CR, STRANGERS), certain), incomplete, "user")
                        .resetPassword())
                .isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(plain(ALLOW, 0, CR, "S-1-5-32-544")), incomplete, "user")
                        .resetPassword())
                .isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(certain, plain(DENY, 0, CR, STRANGERS)), incomplete, "user")
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(DENY, 0, CR, "S-1-5-18"), certain), incomplete, "user")
                        .resetPassword())
                .isEqualTo(Grant.GRANTED);
        assertThat(on(dacl(plain(DENY, 0, CR, STRANGERS)), incomplete, "user").resetPassword())
                .isEqualTo(Grant.MISSING);
    }

    @Test
    void entriesForOwnerRightsAndKindsOfSignInCannotBeJudged() {
        byte[] certain = plain(ALLOW, 0, CR, ME);

        assertThat(on(dacl(plain(DENY, 0, CR, "S-1-18-1"), certain)).resetPassword())
                .isEqualTo(Grant.CANNOT_TELL);
        assertThat(on(dacl(plain(ALLOW, 0, CR, "S-1-3-4"))).resetPassword()).isEqualTo(Grant.CANNOT_TELL);
        byte[] owner = sid(STRANGERS);
        byte[] ownedByAnother =
                join(head(0x8004, 20, 0, 0, 20 + owner.length), owner, Aces.list(plain(ALLOW, 0, CR, "S-1-3-4")));
        assertThat(on(ownedByAnother).resetPassword()).isEqualTo(Grant.MISSING);
    }

    @Test
    void unexpirePasswordIsAskedOfTheDomainHead() {
        assertThat(unexpire(dacl(object(OBJECT_ALLOW, CI, CR, UNEXPIRE, null, "S-1-5-11"))))
                .isEqualTo(Grant.GRANTED);
        assertThat(unexpire(dacl(object(OBJECT_ALLOW, CI | IO, CR, UNEXPIRE, null, ME))))
                .isEqualTo(Grant.MISSING);
        assertThat(unexpire(dacl(object(OBJECT_DENY, 0, CR, UNEXPIRE, null, ME), plain(ALLOW, 0, CR, ME))))
                .isEqualTo(Grant.DENIED);
        assertThat(on(dacl()).unexpirePassword()).isEqualTo(Grant.CANNOT_TELL);
    }

    private static Grant unexpire(byte[] head) {
        return new WritebackRights(TRUSTEE, read(head))
                .on(read(dacl()), new SecurityIdentifier(TARGET), "user")
                .unexpirePassword();
    }

    private static ConnectorRights on(byte[] user) {
        return on(user, TRUSTEE, "user");
    }

    private static ConnectorRights on(byte[] user, Trustee trustee, String structuralClass) {
        return new WritebackRights(trustee, null).on(read(user), new SecurityIdentifier(TARGET), structuralClass);
    }

    private static ConnectorRights rights(Grant reset, Grant lockout, Grant lastSet, String... deciding) {
        return new ConnectorRights("connector", reset, lockout, lastSet, Grant.CANNOT_TELL, List.of(deciding));
    }

    private static SecurityDescriptor read(byte[] bytes) {
        try {
            return SecurityDescriptor.read(bytes);
        } catch (MalformedDescriptorException e) {
            throw new AssertionError(e);
        }
    }

    private static Trustee trustee(boolean complete) {
        SecurityIdentifier me = new SecurityIdentifier(ME);
        return new Trustee(
                "connector",
                me,
                Set.of(me, new SecurityIdentifier(GROUP), new SecurityIdentifier("S-1-5-11")),
                complete);
    }
}
