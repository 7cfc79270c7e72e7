package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.contracts.rights.Ace.CI;
import static writeback.contracts.rights.Ace.CR;
import static writeback.contracts.rights.Ace.IO;
import static writeback.contracts.rights.Ace.USER;
import static writeback.contracts.rights.Ace.WP;
import static writeback.contracts.rights.Ace.allow;
import static writeback.contracts.rights.Ace.deny;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.Matter;
import writeback.contracts.OnDirectories;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;

/** Each rule by which a directory decides, and what the server then does with a reset and the two writes. */
@OnDirectories(Kind.SAMBA)
class RightsTest {

    private static final byte[] SELF = Ace.sid("S-1-5-10");
    private static final byte[] ADMINISTRATORS = Ace.sid("S-1-5-32-544");
    private static final byte[] AUTHENTICATED_USERS = Ace.sid("S-1-5-11");

    private Directory directory;
    private Arrangement arrangement;
    private Verdict verdict;
    private String unit;
    private String user;
    private Person person;

    @BeforeEach
    void aUserAndAnAccount(Directory given) {
        directory = given;
        arrangement = new Arrangement(given);
        verdict = new Verdict(given);
        unit = arrangement.unit();
        user = arrangement.user(unit, Arrangement.fresh("user-"));
        person = Person.make(arrangement, arrangement.unit());
    }

    @AfterEach
    void takeBack() {
        person.close();
        verdict.close();
        arrangement.close();
    }

    @Test
    void anAccountWithoutRightsMayDoNothing() {
        assertRights(user, false, false, false);
    }

    @Test
    void theThreeDocumentedEntriesOnAnOrganisationalUnitReachItsUsersOnly() {
        documented(unit, person.sid());
        String below = arrangement.user(arrangement.unit(unit), Arrangement.fresh("user-"));
        String elsewhere = arrangement.user(arrangement.unit(), Arrangement.fresh("user-"));

        assertRights(user, true, true, true);
        assertRights(below, true, true, true);
        assertRights(elsewhere, false, false, false);
    }

    @Test
    void rightsOfAGroupAreTheAccounts() {
        String group = arrangement.group(unit, Arrangement.fresh("group-"), person.dn());
        documented(unit, arrangement.sid(group));
        person = person.again(arrangement);

        assertRights(user, true, true, true);
    }

    @Test
    void rightsOfANestedGroupAreTheAccounts() {
        String inner = arrangement.group(unit, Arrangement.fresh("inner-"), person.dn());
        String middle = arrangement.group(unit, Arrangement.fresh("middle-"), inner);
        String outer = arrangement.group(unit, Arrangement.fresh("outer-"), middle);
        arrangement.modify(outer, new Modification(ModificationType.REPLACE, "groupType", "-2147483640"));
        arrangement.modify(outer, new Modification(ModificationType.REPLACE, "groupType", "-2147483644"));
        documented(unit, arrangement.sid(outer));
        person = person.again(arrangement);

        assertRights(user, true, true, true);
    }

    @Test
    void rightsOfThePrimaryGroupAreTheAccounts() {
        String group = arrangement.group(unit, Arrangement.fresh("primary-"), person.dn());
        int relativeId = ByteBuffer.wrap(arrangement.sid(group))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(24);
        arrangement.set(person.dn(), "primaryGroupID", Integer.toString(relativeId));
        documented(unit, arrangement.sid(group));
        person = person.again(arrangement);

        assertRights(user, true, true, true);
    }

    @Test
    void rightsOfEverybodyAndOfBuiltInGroupsThatHoldEverybodyAreTheAccounts() {
        for (String everybody : List.of("S-1-1-0", "S-1-5-11", "S-1-5-2", "S-1-5-32-545", "S-1-5-32-554")) {
            String target = arrangement.user(unit, Arrangement.fresh("user-"));
            byte[] sid = Ace.sid(everybody);
            put(target, allow(0, CR, Ace.RESET, null, sid), allow(0, WP, sid));
            assertRights(target, true, true, true);
        }
    }

    @Test
    void genericAllBecomesEverySpecificRight() {
        put(user, allow(0, Ace.GA, person.sid()));

        assertRights(user, true, true, true);
        assertThat(verdict.descriptor(user).dacl().orElseThrow().entries().get(0))
                .hasToString("(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;"
                        + verdict.trustee(person).sid().text() + ")");
    }

    @Test
    void genericAllThatIsInheritedReachesUsersAsSpecificRights() {
        put(unit, allow(CI | IO, Ace.GA, person.sid()));

        assertRights(user, true, true, true);
    }

    @Test
    void thePropertySetCoversPwdLastSetOnly() {
        put(user, allow(0, WP, Ace.ACCOUNT_RESTRICTIONS, null, person.sid()));

        assertRights(user, false, false, true);
    }

    @Test
    void anEntryForTheClassIsForAllAttributes() {
        put(user, allow(0, WP, USER, null, person.sid()));

        assertRights(user, false, true, true);
    }

    @Test
    void entriesForUsersDoNotReachAnInetOrgPerson() {
        documented(unit, person.sid());
        String other = arrangement.inetOrgPerson(unit, Arrangement.fresh("inet-"));

        assertRights(user, true, true, true);
        assertRights(other, false, false, false);
    }

    @Test
    void anEntryForAnInetOrgPersonsClassReachesIt() {
        put(unit, allow(CI | IO, CR, Ace.RESET, Ace.INET_ORG_PERSON, person.sid()));
        String other = arrangement.inetOrgPerson(unit, Arrangement.fresh("inet-"));

        assertRights(user, false, false, false);
        assertRights(other, true, false, false);
    }

    @Test
    void ofADenyAndAnAllowTheFirstDecides() {
        String group = arrangement.group(unit, Arrangement.fresh("group-"), person.dn());
        byte[] sid = arrangement.sid(group);
        person = person.again(arrangement);
        String denied = arrangement.user(unit, Arrangement.fresh("user-"));
        List<Ace> allows = List.of(allow(0, CR, Ace.RESET, null, person.sid()), allow(0, WP, person.sid()));

        put(denied, deny(0, CR | WP, sid), allows.get(0), allows.get(1));
        put(user, allows.get(0), allows.get(1), deny(0, CR | WP, sid));

        assertRights(denied, false, false, false);
        assertThat(verdict.of(person, denied).resetPassword()).isEqualTo(Grant.DENIED);
        assertRights(user, true, true, true);
    }

    @Test
    void anExplicitAllowBeatsAnInheritedDeny() {
        put(unit, deny(CI, CR, person.sid()));
        put(user, allow(0, CR, Ace.RESET, null, person.sid()));
        String other = arrangement.user(unit, Arrangement.fresh("user-"));

        assertRights(user, true, false, false);
        assertRights(other, false, false, false);
    }

    @Test
    void aDenyOfOneAttributeLeavesTheOther() {
        put(user, deny(0, WP, Ace.LOCKOUT_TIME, null, person.sid()), allow(0, WP, person.sid()));

        assertRights(user, false, false, true);
    }

    @Test
    void aDenyOfThePropertySetIsOneOfItsAttributes() {
        put(
                user,
                deny(0, WP, Ace.ACCOUNT_RESTRICTIONS, null, person.sid()),
                allow(0, WP, Ace.PWD_LAST_SET, null, person.sid()),
                allow(0, WP, Ace.LOCKOUT_TIME, null, person.sid()));

        assertRights(user, false, true, false);
    }

    @Test
    void withInheritanceOffNothingComesFromAbove() {
        documented(unit, person.sid());
        arrangement.setDescriptor(
                user,
                Ace.descriptor(
                        true, List.of(allow(0, Ace.READ, AUTHENTICATED_USERS), allow(0, 0xF01FF, ADMINISTRATORS))));

        assertRights(user, false, false, false);
        assertThat(verdict.descriptor(user).inheritanceOff()).isTrue();
    }

    @Test
    void aLeftOverAdminCountWithInheritanceOnTakesNothingAway() {
        documented(unit, person.sid());
        arrangement.set(user, "adminCount", "1");

        assertRights(user, true, true, true);
    }

    @Test
    void selfIsTheUserAndNobodyElse() {
        put(user, allow(0, CR | WP, SELF));
        put(person.dn(), allow(0, CR | WP, SELF));

        assertRights(user, false, false, false);
        assertRights(person.dn(), true, true, true);
    }

    @Test
    void anInheritOnlyEntryIsForWhatIsBelow() {
        put(user, allow(CI | IO, CR | WP, person.sid()), deny(CI | IO, WP, person.sid()), allow(0, WP, person.sid()));

        assertRights(user, false, true, true);
    }

    @Test
    void allExtendedRightsAreNoRightToWrite() {
        put(user, allow(0, CR, null, null, person.sid()));

        assertThat(verdict.of(person, user))
                .returns(Grant.GRANTED, ConnectorRights::resetPassword)
                .returns(Grant.MISSING, ConnectorRights::writeLockoutTime)
                .returns(Grant.MISSING, ConnectorRights::writePwdLastSet);
        assertThat(tries(user)).element(0).isEqualTo(true);
        if (directory.judges(Matter.WRITES_BY_EXTENDED_RIGHT)) {
            assertRights(user, true, false, false);
        } else {
            assertThat(tries(user)).containsExactly(true, true, true);
            directory.byDocumentAlone(
                    Matter.WRITES_BY_EXTENDED_RIGHT,
                    "all extended rights are no right to write lockoutTime, pwdLastSet");
        }
    }

    @Test
    void unexpirePasswordIsAskedOfTheDomainHeadWhereEverybodyHasItByDefault() {
        put(user, allow(0, WP, person.sid()));

        assertUnexpire(Grant.GRANTED);
        put(directory.baseDn(), deny(0, CR, Ace.UNEXPIRE, null, person.sid()));
        assertUnexpire(Grant.DENIED);
        put(directory.baseDn(), allow(CI | IO, CR, Ace.UNEXPIRE, null, person.sid()));
        assertUnexpire(Grant.DENIED);
        put(directory.baseDn(), allow(0, CR, Ace.UNEXPIRE, null, person.sid()));
        assertUnexpire(Grant.GRANTED);
    }

    private void assertUnexpire(Grant expected) {
        assertThat(verdict.of(person, user).unexpirePassword()).isEqualTo(expected);
        arrangement.modify(user, new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
        assertThat(person.unexpires(user)).isEqualTo(expected == Grant.GRANTED);
    }

    /** The verdict, and the server's own, of reset, lockoutTime and pwdLastSet. */
    private void assertRights(String target, boolean reset, boolean lockoutTime, boolean pwdLastSet) {
        ConnectorRights said = verdict.of(person, target);
        assertThat(List.of(said.resetPassword(), said.writeLockoutTime(), said.writePwdLastSet()))
                .as("said of %s by %s", target, verdict.descriptor(target).dacl())
                .extracting(grant -> grant == Grant.GRANTED)
                .containsExactly(reset, lockoutTime, pwdLastSet);
        assertThat(tries(target)).as("done to %s", target).containsExactly(reset, lockoutTime, pwdLastSet);
    }

    private List<Boolean> tries(String target) {
        arrangement.modify(target, new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
        return List.of(person.resets(target), person.writesLockoutTime(target), person.writesPwdLastSet(target));
    }

    /** Entries in front of what the object has; taken back at the end. */
    private void put(String dn, Ace... entries) {
        arrangement.setDescriptor(dn, Ace.inFront(arrangement.descriptor(dn), entries));
    }

    private void documented(String dn, byte[] sid) {
        put(
                dn,
                allow(CI | IO, CR, Ace.RESET, USER, sid),
                allow(CI | IO, WP, Ace.LOCKOUT_TIME, USER, sid),
                allow(CI | IO, WP, Ace.PWD_LAST_SET, USER, sid));
    }
}
