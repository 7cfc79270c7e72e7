package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.contracts.Arrangement;
import writeback.contracts.Checked;
import writeback.contracts.Checked.Point;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.OnDirectories;

/** What {@code writeback-relay check} says of accounts that were delegated rights for real: too few, enough, too many. */
@OnDirectories(Kind.SAMBA)
class CheckedRightsTest {

    private static final String EXCESS = "more than it needs";
    private static final String REPLICATE_SECRETS = "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2";
    private static final String VERSION_NUMBER = "bf967a76-0de6-11d0-a285-00aa003049e2";
    private static final String EXTENSION_NAMES = "32ff8ecc-783f-11d2-9916-0000f87a57d4";
    private static final String PSO_MINIMUM_AGE = "2a74f878-4d9c-49f9-97b3-6767d1cbd9a3";
    private static final String DECIDING_GPO = "CN={31B2F340-016D-11D2-945F-00C04FB984F9},CN=Policies,CN=System,";
    private static final int WRITE_DAC = 0x40000;

    @TempDir
    private Path folder;

    private Directory directory;
    private Arrangement arrangement;
    private Person person;
    private Checked checked;

    @BeforeEach
    void anAccountWithoutAnyRight(Directory given) {
        directory = given;
        arrangement = new Arrangement(given);
        person = Person.make(arrangement, arrangement.unit());
        checked = new Checked(given, folder);
    }

    @AfterEach
    void takeBack() {
        person.close();
        arrangement.close();
    }

    @Test
    void aChangingAccountWithoutRightsIsToldEachOneByItsNameAndHowToGrantIt() {
        checked.account("changing", person.dn(), person.password());

        List<Point> points = of("accounts.changing");

        assertThat(points)
                .filteredOn(point -> point.state().equals("problem"))
                .extracting(Point::seen)
                .anyMatch(seen -> seen.startsWith("lacks write versionNumber on "))
                .anyMatch(seen -> seen.startsWith("lacks write gPCMachineExtensionNames on "))
                .anyMatch(seen -> seen.startsWith("lacks Modify Permissions on " + directory.baseDn()));
        assertThat(points).anyMatch(point -> point.remedy()
                .contains("dsacls \"" + directory.baseDn() + "\" /G \"" + person.sam() + "@" + directory.domain()
                        + ":RCWD\""));
        excess(points, "ok");
    }

    @Test
    void theDocumentedEntriesAreEnoughForTheChangingAccountAndNotMoreThanItNeeds() throws Exception {
        String pso = arrangement.pso(Arrangement.fresh("pso-"), 50, Duration.ofDays(1));
        String gpo = DECIDING_GPO + directory.baseDn();
        put(gpo, Ace.allow(0, Ace.WP, VERSION_NUMBER, null, person.sid()));
        put(gpo, Ace.allow(0, Ace.WP, EXTENSION_NAMES, null, person.sid()));
        put(pso, Ace.allow(0, Ace.WP, PSO_MINIMUM_AGE, null, person.sid()));
        put(directory.baseDn(), Ace.allow(0, WRITE_DAC, person.sid()));
        checked.account("changing", person.dn(), person.password());

        List<Point> points = of("accounts.changing");

        assertThat(points).noneMatch(point -> point.state().equals("problem"));
        excess(points, "ok");
        assertThat(person.connection()
                        .modify(
                                pso,
                                new Modification(
                                        ModificationType.REPLACE,
                                        "msDS-MinimumPasswordAge",
                                        Arrangement.ticks(Duration.ofDays(1))))
                        .getResultCode())
                .as("and the server lets it")
                .isEqualTo(ResultCode.SUCCESS);
    }

    @Test
    void aPsoThatTheChangingAccountMayNotSetIsNamed() {
        String pso = arrangement.pso(Arrangement.fresh("pso-"), 50, Duration.ofDays(1));

        assertThat(of("accounts.changing"))
                .anyMatch(point -> point.state().equals("problem")
                        && point.seen().equals("lacks write msDS-MinimumPasswordAge on " + pso)
                        && point.remedy().startsWith("dsacls \"" + pso + "\" /G "));
    }

    @Test
    void rightsThatNoAllowedOperationNeedsAreMoreThanItNeeds() {
        checked.allowing("rehearse-policy");

        List<Point> points = of("accounts.changing");

        assertThat(points)
                .filteredOn(point -> point.about().equals(EXCESS))
                .extracting(Point::seen)
                .anyMatch(seen -> seen.startsWith("has Modify Permissions on the domain root"))
                .anyMatch(seen -> seen.startsWith("has write versionNumber, write gPCMachineExtensionNames on GPOs: "));
        assertThat(points)
                .anyMatch(point ->
                        point.about().equals("its use") && point.state().equals("warning"));
    }

    @Test
    void theDocumentedEntriesOnThePilotUnitAreEnoughForTheRehearsalAccountAndNotMoreThanItNeeds() {
        String unit = pilotUnit();
        documented(unit);
        checked.account("rehearsal", person.dn(), person.password()).pilots(unit);

        List<Point> points = of("accounts.rehearsal");

        assertThat(points).noneMatch(point -> point.state().equals("problem"));
        assertThat(points).anyMatch(point -> point.seen()
                .startsWith("has Reset Password, write lockoutTime, write pwdLastSet on users in the pilot OU (1)"));
        excess(points, "ok");
    }

    @Test
    void aRehearsalAccountThatLacksOneRightIsToldWhichAndHowToGrantIt() {
        String unit = pilotUnit();
        put(unit, Ace.allow(Ace.CI | Ace.IO, Ace.CR, Ace.RESET, Ace.USER, person.sid()));
        put(unit, Ace.allow(Ace.CI | Ace.IO, Ace.WP, Ace.LOCKOUT_TIME, Ace.USER, person.sid()));
        checked.account("rehearsal", person.dn(), person.password()).pilots(unit);

        assertThat(of("accounts.rehearsal"))
                .filteredOn(point -> point.state().equals("problem"))
                .singleElement()
                .satisfies(point -> assertThat(point.seen()).startsWith("lacks write pwdLastSet on "))
                .satisfies(point -> assertThat(point.remedy())
                        .isEqualTo("dsacls \"" + unit + "\" /I:S /G \"" + person.sam() + "@" + directory.domain()
                                + ":WP;pwdLastSet;user\""));
    }

    @Test
    void aRightThatIsDeniedIsToldSoForAnotherEntryWouldNotHelp() {
        String unit = pilotUnit();
        documented(unit);
        put(unit, Ace.deny(Ace.CI | Ace.IO, Ace.CR, Ace.RESET, Ace.USER, person.sid()));
        checked.account("rehearsal", person.dn(), person.password()).pilots(unit);

        assertThat(of("accounts.rehearsal"))
                .filteredOn(point -> point.state().equals("problem"))
                .singleElement()
                .satisfies(point -> assertThat(point.seen()).startsWith("is denied Reset Password on "))
                .satisfies(point -> assertThat(point.remedy()).doesNotContain("dsacls"));
    }

    @Test
    void aRehearsalAccountThatMayResetOutsideThePilotUnitHasMoreThanItNeeds() {
        String unit = pilotUnit();
        documented(unit);
        documented(arrangement.unit());
        checked.account("rehearsal", person.dn(), person.password()).pilots(unit);

        excess(
                of("accounts.rehearsal"),
                "has Reset Password on users below organisational units outside the pilot OU: ");
    }

    @Test
    void aMemberOfDomainAdminsIsToldSoAlsoByANestedGroup() {
        String group = arrangement.group(arrangement.unit(), Arrangement.fresh("group-"), person.dn());
        arrangement.join("CN=Domain Admins,CN=Users," + directory.baseDn(), group);
        checked.account("reading", person.dn(), person.password());

        excess(of("accounts.reading"), "is a member of Administrators, Domain Admins");
    }

    @Test
    void aReadingAccountThatMayReplicateSecretsOrTakeOverTheDomainIsToldSo() {
        put(directory.baseDn(), Ace.allow(0, Ace.CR, REPLICATE_SECRETS, null, person.sid()));
        checked.account("reading", person.dn(), person.password());
        excess(of("accounts.reading"), "has Replicating Directory Changes All on the domain root: ");

        put(directory.baseDn(), Ace.allow(0, WRITE_DAC, person.sid()));
        excess(
                of("accounts.reading"),
                "has Modify Permissions, Replicating Directory Changes All on the domain root: ");
    }

    @Test
    void aReadingAccountThatMayResetOneUserIsToldWhom() {
        String user = arrangement.user(arrangement.unit(), Arrangement.fresh("user-"));
        put(user, Ace.allow(0, Ace.CR, Ace.RESET, null, person.sid()));
        checked.account("reading", person.dn(), person.password());

        excess(of("accounts.reading"), "has Reset Password on users: " + user);
    }

    private String pilotUnit() {
        String unit = arrangement.unit();
        arrangement.user(unit, Arrangement.fresh("pilot-"));
        return unit;
    }

    private void documented(String unit) {
        put(unit, Ace.allow(Ace.CI | Ace.IO, Ace.CR, Ace.RESET, Ace.USER, person.sid()));
        put(unit, Ace.allow(Ace.CI | Ace.IO, Ace.WP, Ace.LOCKOUT_TIME, Ace.USER, person.sid()));
        put(unit, Ace.allow(Ace.CI | Ace.IO, Ace.WP, Ace.PWD_LAST_SET, Ace.USER, person.sid()));
    }

    private void put(String dn, Ace entry) {
        arrangement.setDescriptor(dn, Ace.inFront(arrangement.descriptor(dn), entry));
    }

    private List<Point> of(String role) {
        return checked.points().stream()
                .filter(point -> point.section().contains(role))
                .toList();
    }

    /** @param wanted {@code ok}: none; otherwise how what was seen begins */
    private static void excess(List<Point> points, String wanted) {
        List<Point> found =
                points.stream().filter(point -> point.about().equals(EXCESS)).toList();
        if (wanted.equals("ok")) {
            assertThat(found).extracting(Point::state).containsExactly("ok");
        } else {
            assertThat(found)
                    .anyMatch(point ->
                            point.state().equals("warning") && point.seen().startsWith(wanted));
        }
    }
}
