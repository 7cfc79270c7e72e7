package writeback.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.BOT;
import static writeback.relay.Practice.CHANNEL;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.REHEARSE;
import static writeback.relay.Practice.SET;
import static writeback.relay.Practice.approval;
import static writeback.relay.Practice.change;
import static writeback.relay.Practice.changing;
import static writeback.relay.Practice.operation;
import static writeback.relay.Practice.plan;
import static writeback.relay.Practice.reading;
import static writeback.relay.Practice.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.Practice;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.Rejection;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

class GuardTest {

    @TempDir
    Path folder;

    private final Map<String, Permission> permissions = new HashMap<>(
            Map.of("set-minimum-password-age", Permission.UNATTENDED, "rehearse-policy", Permission.UNATTENDED));
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private Journal journal;

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder, "agent-1", clock);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void aGoodChangeMayRunWithThePlanAsTheGuardReadIt() {
        Ruling ruling = judge(setting("c", 1));

        assertThat(ruling).isInstanceOf(Ruling.Run.class);
        Ruling.Run run = (Ruling.Run) ruling;
        assertThat(run.operation().name()).isEqualTo("set-minimum-password-age");
        assertThat(run.change()).isNotNull();
        assertThat(run.change().action()).isEqualTo(SET);
    }

    @Test
    void aLookMayRun() {
        assertThat(judge(reading("c", 1))).isInstanceOf(Ruling.Run.class);
    }

    static Stream<Arguments> refusals() {
        Command good = setting("c", 1);
        PlannedChange change = good.change();
        Plan plan = plan(SET);
        return Stream.of(
                row("another tenant", "wrong-place", with(good, "tenant", "other")),
                row("other premises", "wrong-place", with(good, "premises", "other")),
                row("a capability that is not ours", "wrong-capability", with(good, "capability", "entraconnect")),
                row("an unknown operation", "unknown-operation", with(good, "operation", "format-disk")),
                row("an unknown version", "unknown-version", version(good, 2)),
                row("over", "expired", times(good, NOW.minusSeconds(60), NOW)),
                row("a look that is long over", "expired", times(reading("c", 1), NOW, NOW.minusSeconds(120))),
                row(
                        "from the future",
                        "not-yet-issued",
                        times(good, NOW.plus(Duration.ofMinutes(3)), NOW.plus(Duration.ofMinutes(9)))),
                row("a change without a plan", "change-missing", with(good, (PlannedChange) null)),
                row("a look with a plan", "change-unexpected", with(reading("c", 1), change)),
                row(
                        "a hash that does not match",
                        "hash-mismatch",
                        with(
                                good,
                                new PlannedChange("change-1", change.plan(), "0".repeat(64), 0, change.approvals()))),
                row(
                        "a plan that was changed",
                        "hash-mismatch",
                        with(
                                good,
                                new PlannedChange(
                                        "change-1",
                                        change.plan()
                                                .replace(
                                                        "\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":2"),
                                        change.hash(),
                                        0,
                                        change.approvals()))),
                row("a plan in another spelling", "malformed-plan", with(good, hashed(change.plan() + " "))),
                row("no plan at all", "malformed-plan", with(good, hashed("{}"))),
                row(
                        "a plan for another tenant",
                        "wrong-place",
                        with(
                                good,
                                change(
                                        new Plan("other", "main", plan.requester(), plan.expiresAt(), plan.actions()),
                                        0))),
                row(
                        "a plan for other premises",
                        "wrong-place",
                        with(
                                good,
                                change(
                                        new Plan("tenant", "other", plan.requester(), plan.expiresAt(), plan.actions()),
                                        0))),
                row(
                        "a plan that is over",
                        "plan-expired",
                        with(good, change(new Plan("tenant", "main", plan.requester(), NOW, plan.actions()), 0))),
                row("an index below the first", "index-out-of-range", with(good, change(plan, -1))),
                row("an index behind the last", "index-out-of-range", with(good, change(plan, 1))),
                row("another action than the plan's", "action-mismatch", with(good, change(plan(REHEARSE), 0))),
                row(
                        "an action that is the bot's",
                        "action-mismatch",
                        with(with(good, change(plan(CHANNEL), 0)), "operation", "rehearse-policy")),
                row("nobody's approval", "not-approved", with(good, approvedBy(change, List.of()))),
                row(
                        "an approval of nobody",
                        "not-approved",
                        with(good, approvedBy(change, List.of(approval(" ", change.hash()))))),
                row(
                        "an approval of another plan",
                        "approval-for-another-plan",
                        with(good, approvedBy(change, List.of(approval("tenant/approver", "0".repeat(64)))))),
                row(
                        "the requester's own approval",
                        "approved-by-requester",
                        with(good, approvedBy(change, List.of(approval("TENANT/Requester", change.hash()))))),
                row(
                        "the second action before the first",
                        "out-of-order",
                        changing("c", 1, change(plan(SET, REHEARSE), 1))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusesWithoutAnySetting(String what, String code, Command command) {
        Outcome.Refused refused = refused(judge(command));

        assertThat(refused.code()).as(what).isEqualTo(code);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("bounds.domains", new SetMinimumPasswordAge("other.test", new UUID(1, 2), "n", 1, 0)),
                Arguments.of(
                        "bounds.minimum-password-age.most",
                        new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "n", 1, 3)),
                Arguments.of(
                        "bounds.pilot-ou", new RehearsePolicy("contoso.test", "CN=Test,OU=Sales,DC=contoso,DC=test")),
                Arguments.of("bounds.pilot-ou", new RehearsePolicy("contoso.test", "OU=Pilot,DC=contoso,DC=test")),
                Arguments.of("bounds.pilot-ou", new RehearsePolicy("contoso.test", "not a name")),
                Arguments.of(
                        "bounds.pilot-ou",
                        new RehearsePolicy("contoso.test", "CN=OU\\=Pilot\\,DC\\=contoso\\,DC\\=test,DC=x")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("settings")
    void refusesWhatIsOutOfBoundsAndNamesTheSetting(String setting, Action action) {
        assertThat(refused(judge(changing("c", 1, change(plan(action), 0)))))
                .returns("out-of-bounds", Outcome.Refused::code)
                .returns("at " + setting, Outcome.Refused::setting);
    }

    @Test
    void withoutAPilotOuNobodyIsRehearsedOn() {
        Guard guard = guard(new Bounds(0, 2, List.of("contoso.test"), ""));

        assertThat(refused(guard.judge(seal(changing("c", 1, change(plan(REHEARSE), 0))), id -> false)))
                .returns("at bounds.pilot-ou", Outcome.Refused::setting);
    }

    @Test
    void changingIsRefusedUntilTheOwnerSaysOtherwise() {
        permissions.clear();

        assertThat(refused(judge(setting("c", 1))))
                .returns("not-allowed", Outcome.Refused::code)
                .returns("at operations.set-minimum-password-age", Outcome.Refused::setting);
        assertThat(judge(reading("d", 1))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void theOwnerMayRefuseEvenReading() {
        permissions.put("read-directory", Permission.REFUSED);

        assertThat(refused(judge(reading("c", 1))))
                .returns("not-allowed", Outcome.Refused::code)
                .returns("at operations.read-directory", Outcome.Refused::setting);
    }

    @Test
    void aLookThatIsALittleLateRunsForClocksDiffer() {
        assertThat(judge(times(reading("c", 1), NOW.minusSeconds(100), NOW.minusSeconds(90))))
                .isInstanceOf(Ruling.Run.class);
    }

    @Test
    void whatTheBotDidNotSignIsNotAnswered() {
        Guard guard = guard(Practice.BOUNDS);
        Command command = setting("c", 1);

        assertThat(guard.judge(
                        CommandEnvelope.seal(command, "agent-1", Heads.NONE, SigningKey.generate()), id -> false))
                .isInstanceOfSatisfying(Ruling.Unopened.class, unopened -> assertThat(unopened.code())
                        .isEqualTo(Rejection.UNKNOWN_KEY));
        assertThat(guard.judge(CommandEnvelope.seal(command, "agent-2", Heads.NONE, BOT), id -> false))
                .isInstanceOfSatisfying(Ruling.Unopened.class, unopened -> assertThat(unopened.code())
                        .isEqualTo(Rejection.WRONG_AUDIENCE));
        assertThat(guard.judge("rubbish", id -> false))
                .isInstanceOfSatisfying(Ruling.Unopened.class, unopened -> assertThat(unopened.code())
                        .isEqualTo(Rejection.MALFORMED));
    }

    @Test
    void anOldNumberIsRefusedAndTheSameOneIsNotTakenTwice() {
        Guard guard = guard(Practice.BOUNDS);

        assertThat(guard.judge(seal(reading("c", 5)), id -> false)).isInstanceOf(Ruling.Run.class);
        assertThat(refused(guard.judge(seal(reading("c", 4)), id -> false)).code())
                .isEqualTo("old-fence");
        assertThat(refused(guard.judge(seal(reading("c", 5)), id -> false)).code())
                .isEqualTo("replayed");
        assertThat(guard.judge(seal(reading("c", 6)), id -> false)).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void anOldNumberIsRememberedAcrossARestart() throws IOException {
        journal.received(setting("c", 5), setting("c", 5).change());
        reopen();

        assertThat(refused(judge(setting("c", 4))).code()).isEqualTo("old-fence");
    }

    @Test
    void whatIsUnderWayIsNotStartedAgainAndItsReplyCarriesTheNewNumber() {
        Guard guard = guard(Practice.BOUNDS);
        Command first = setting("c", 1);
        guard.judge(seal(first), id -> false);

        assertThat(guard.judge(seal(setting("c", 2)), "c"::equals)).isInstanceOf(Ruling.UnderWay.class);
        assertThat(guard.fence(first)).isEqualTo(2);
    }

    @Test
    void askedAgainAfterItIsDoneTheStoredResultIsTheAnswerEvenIfItIsOver() throws IOException {
        finish(setting("c", 1), new Outcome.Done("{\"a\":1}"));
        reopen();
        clock = Clock.fixed(NOW.plus(Duration.ofDays(3)), ZoneOffset.UTC);

        assertThat(judge(setting("c", 2))).isEqualTo(new Ruling.Answer(setting("c", 2), new Outcome.Done("{\"a\":1}")));
    }

    @Test
    void startedInAnEarlierLifeItIsLookedAtAndNeverRunAgain() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1);
        reopen();

        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.FINISH));
    }

    @Test
    void whatWasCutOffIsFinishedOnlyWhileItsApprovalHolds() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1);
        reopen();
        clock = Clock.fixed(NOW.plus(Duration.ofDays(3)), ZoneOffset.UTC);

        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.PUT_BACK));

        permissions.put("set-minimum-password-age", Permission.REFUSED);
        assertThat(judge(setting("c", 3)))
                .as("the owner lets nothing be written any more")
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.LOOK));
    }

    @Test
    void receivedAndNotStartedItMayStillRun() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        reopen();

        assertThat(judge(setting("c", 2))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void theSameIdForSomethingElseIsAReplay() throws IOException {
        finish(setting("c", 1), new Outcome.Done("{}"));
        Command other = changing("c", 2, change(plan(SET, REHEARSE), 0));

        assertThat(refused(judge(other)).code()).isEqualTo("replayed");
    }

    @Test
    void anActionRunsOnceWhateverTheCommandIsCalled() throws IOException {
        finish(setting("c", 1), new Outcome.Failed("precondition-failed", ""));

        assertThat(refused(judge(setting("d", 1))).code()).isEqualTo("already-started");
    }

    @Test
    void theSecondActionRunsAfterTheFirstSucceeded() throws IOException {
        PlannedChange first = change(plan(SET, REHEARSE), 0);
        PlannedChange second = change(plan(SET, REHEARSE), 1);
        finish(changing("c", 1, first), new Outcome.Done("{}"));

        assertThat(judge(changing("d", 1, second))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void theSecondActionDoesNotRunAfterTheFirstFailed() throws IOException {
        PlannedChange first = change(plan(SET, REHEARSE), 0);
        PlannedChange second = change(plan(SET, REHEARSE), 1);
        finish(changing("c", 1, first), new Outcome.Failed("precondition-failed", ""));

        assertThat(refused(judge(changing("d", 1, second))).code()).isEqualTo("out-of-order");
    }

    @Test
    void anActionBeforeOneThatWasStartedIsRefused() throws IOException {
        PlannedChange second = change(plan(CHANNEL, SET, REHEARSE), 2);
        finish(changing("c", 1, second), new Outcome.Done("{}"));

        assertThat(refused(judge(changing("d", 1, change(plan(CHANNEL, SET, REHEARSE), 1))))
                        .code())
                .isEqualTo("out-of-order");
    }

    @Test
    void theBotsOwnActionsBeforeItCannotBeSeenAndDoNotStandInTheWay() {
        assertThat(judge(changing("c", 1, change(plan(CHANNEL, SET), 1)))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void withADamagedJournalNothingIsChangedAndReadingGoesOn() throws IOException {
        finish(setting("c", 1), new Outcome.Done("{}"));
        journal.close();
        Path file = folder.resolve("journal");
        Files.writeString(file, Files.readString(file).replaceFirst("RECEIVED", "RECEIVEX"));
        journal = Journal.open(folder, "agent-1", clock);

        assertThat(refused(judge(changing("d", 1, change(plan(REHEARSE), 0)))).code())
                .isEqualTo("journal-damaged");
        assertThat(judge(reading("e", 1))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void whatWaitedTooLongDoesNotStart() {
        Guard guard = guard(Practice.BOUNDS);
        Ruling.Run run = (Ruling.Run) guard.judge(seal(setting("c", 1)), id -> false);
        clock = Clock.fixed(NOW.plusSeconds(601), ZoneOffset.UTC);

        assertThat(guard(Practice.BOUNDS).tooLate(run.command(), run.change()))
                .hasValueSatisfying(refused -> assertThat(refused.code()).isEqualTo("expired"));
    }

    private Ruling judge(Command command) {
        return guard(Practice.BOUNDS).judge(seal(command), id -> false);
    }

    private Guard guard(Bounds bounds) {
        Operations operations = new Operations(List.of(
                operation("read-directory", "directory", false),
                operation("set-minimum-password-age", "directory", true),
                operation("rehearse-policy", "directory", true)));
        return new Guard(
                Practice.IDENTITY,
                BOT.verifyingKey(),
                operations,
                new Permissions(permissions),
                bounds,
                key -> "at " + key,
                journal,
                clock);
    }

    private void finish(Command command, Outcome outcome) throws IOException {
        journal.received(command, command.change());
        journal.started(command.id(), command.fence());
        journal.done(command.id(), command.fence(), outcome);
    }

    private void reopen() throws IOException {
        journal.close();
        journal = Journal.open(folder, "agent-1", clock);
    }

    private static Outcome.Refused refused(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Ruling.Answer.class);
        Outcome outcome = ((Ruling.Answer) ruling).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    private static String seal(Command command) {
        return CommandEnvelope.seal(command, "agent-1", Heads.NONE, BOT);
    }

    private static Arguments row(String what, String code, Command command) {
        return Arguments.of(what, code, command);
    }

    private static PlannedChange hashed(String text) {
        String hash = CanonicalPlan.hash(text);
        return new PlannedChange("change-1", text, hash, 0, List.of(approval("tenant/approver", hash)));
    }

    private static PlannedChange approvedBy(PlannedChange change, List<Approval> approvals) {
        return new PlannedChange(change.changeId(), change.plan(), change.hash(), change.actionIndex(), approvals);
    }

    private static Command with(Command command, String part, String value) {
        return new Command(
                command.id(),
                part.equals("tenant") ? value : command.tenant(),
                part.equals("premises") ? value : command.premises(),
                part.equals("capability") ? value : command.capability(),
                part.equals("operation") ? value : command.operation(),
                command.operationVersion(),
                command.fence(),
                command.issuedAt(),
                command.expiresAt(),
                command.arguments(),
                command.change());
    }

    private static Command with(Command command, PlannedChange change) {
        return new Command(
                command.id(),
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                command.operationVersion(),
                command.fence(),
                command.issuedAt(),
                command.expiresAt(),
                command.arguments(),
                change);
    }

    private static Command version(Command command, int version) {
        return new Command(
                command.id(),
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                version,
                command.fence(),
                command.issuedAt(),
                command.expiresAt(),
                command.arguments(),
                command.change());
    }

    private static Command times(Command command, Instant issued, Instant expires) {
        return new Command(
                command.id(),
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                command.operationVersion(),
                command.fence(),
                issued,
                expires,
                command.arguments(),
                command.change());
    }
}
