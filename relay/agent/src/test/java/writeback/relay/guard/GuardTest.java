package writeback.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.BOT;
import static writeback.relay.Practice.CHANNEL;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.REHEARSE;
import static writeback.relay.Practice.SET;
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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.Practice;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;

class GuardTest {

    @TempDir
    Path folder;

    private final Map<String, Permission> permissions = new HashMap<>(
            Map.of("set-minimum-password-age", Permission.UNATTENDED, "rehearse-policy", Permission.UNATTENDED));
    private Freeze freeze = Freeze.NONE;
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
        clock = Clock.fixed(reading("c", 1).expiresAt().plusSeconds(90), ZoneOffset.UTC);

        assertThat(judge(reading("c", 1))).isInstanceOf(Ruling.Run.class);
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
    void anAttendedChangePassesTheWholeGuardAndThenWaits() throws IOException {
        permissions.put("set-minimum-password-age", Permission.ATTENDED);

        assertThat(judge(setting("c", 1)))
                .isInstanceOfSatisfying(Ruling.Attend.class, attend -> assertThat(attend.setting())
                        .isEqualTo("at operations.set-minimum-password-age"));
        assertThat(refused(judge(changing("d", 1, approvedByNobody()))).code()).isEqualTo("not-approved");
    }

    @Test
    void whatAnOperatorBeganIsNeverWrittenToByTheAgent() throws IOException {
        permissions.put("set-minimum-password-age", Permission.ATTENDED);
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1, "anna");
        reopen();

        assertThat(journal.find("c").orElseThrow().operator()).isEqualTo("anna");
        clock = Clock.fixed(NOW.plus(Duration.ofMinutes(5)), ZoneOffset.UTC);
        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.LOOK));
    }

    @Test
    void whatAnOperatorBeganIsOnlyLookedAtEvenIfTheOwnerLetsTheAgentDoItByNow() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1, "anna");
        reopen();
        clock = Clock.fixed(NOW.plus(Duration.ofMinutes(5)), ZoneOffset.UTC);

        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.LOOK));
    }

    @Test
    void nothingIsSaidOfWhatAnOperatorsConsoleMayStillWrite() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1, "anna");
        reopen();

        assertThat(judge(setting("c", 2))).isInstanceOf(Ruling.UnderWay.class);
        clock = Clock.fixed(NOW.plusSeconds(74), ZoneOffset.UTC);
        new Pause(folder).set(NOW, "anna", "");
        assertThat(judge(setting("c", 3))).as("the bot would look, too").isInstanceOf(Ruling.UnderWay.class);
        new Pause(folder).lift();
        clock = Clock.fixed(NOW.plusSeconds(75), ZoneOffset.UTC);
        assertThat(judge(setting("c", 4))).isInstanceOf(Ruling.LookBack.class);
    }

    @Test
    void whilePausedNotEvenALookIsMadeAndWhatHadBegunStaysInDoubt() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1);
        new Pause(folder).set(NOW, "anna", "maintenance\nof the forest");

        assertThat(refused(judge(reading("d", 1))))
                .returns("paused", Outcome.Refused::code)
                .returns("since " + NOW + " by anna: maintenance of the forest", Outcome.Refused::detail);
        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(Ruling.Answer.class, answer -> assertThat(answer.outcome())
                        .isInstanceOf(Outcome.InDoubt.class));

        assertThat(new Pause(folder).lift()).isTrue();
        assertThat(judge(reading("d", 2))).isInstanceOf(Ruling.Run.class);
    }

    @Test
    void aPauseFreezeOrExpiryThatCameMeanwhileHoldsRightBeforeTheStart() throws IOException {
        Ruling.Run run = (Ruling.Run) judge(setting("c", 1));

        new Pause(folder).set(NOW, "anna", "");
        assertThat(notNow(run)).isEqualTo("paused");
        new Pause(folder).lift();
        freeze = new Freeze(List.of(new Freeze.Range(
                LocalDateTime.parse("2026-11-22T00:00"), LocalDateTime.parse("2026-11-23T00:00"), ZoneOffset.UTC)));
        assertThat(notNow(run)).isEqualTo("frozen");
        freeze = Freeze.NONE;
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1);
        assertThat(notNow(run)).isEqualTo("already-started");
    }

    @Test
    void duringAFreezeWhatWasCutOffIsOnlyLookedAt() throws IOException {
        journal.received(setting("c", 1), setting("c", 1).change());
        journal.started("c", 1);
        freeze = new Freeze(List.of(new Freeze.Range(
                LocalDateTime.parse("2026-11-22T00:00"), LocalDateTime.parse("2026-11-23T00:00"), ZoneOffset.UTC)));

        assertThat(judge(setting("c", 2)))
                .isInstanceOfSatisfying(
                        Ruling.LookBack.class, back -> assertThat(back.leave()).isEqualTo(Operation.Leave.LOOK));
        assertThat(judge(reading("d", 1))).as("reading goes on").isInstanceOf(Ruling.Run.class);
    }

    @Test
    void whatWaitedTooLongDoesNotStart() {
        Guard guard = guard(Practice.BOUNDS);
        Ruling.Run run = (Ruling.Run) guard.judge(seal(setting("c", 1)), id -> false);
        clock = Clock.fixed(NOW.plusSeconds(601), ZoneOffset.UTC);

        assertThat(guard(Practice.BOUNDS).notNow(run.command(), run.change()))
                .hasValueSatisfying(refused -> assertThat(refused.code()).isEqualTo("expired"));
    }

    private String notNow(Ruling.Run run) {
        return guard(Practice.BOUNDS)
                .notNow(run.command(), run.change())
                .map(Outcome.Refused::code)
                .orElse("");
    }

    private static PlannedChange approvedByNobody() {
        PlannedChange change = change(plan(SET), 0);
        return new PlannedChange(change.changeId(), change.plan(), change.hash(), 0, List.of());
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
                new Limits(new Permissions(permissions), bounds, freeze, key -> "at " + key),
                new Pause(folder),
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
}
