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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.Practice;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/**
 * What makes the agent refuse, a row each: how a good command is spoiled, and the exact refusal. The README's table has the
 * same codes; those of the bot's own door are rows of {@code RelayDoorTest} in the bot.
 */
class RefusalTableTest {

    private static final Command GOOD = setting("c", 1);
    private static final PlannedChange CHANGE = GOOD.change();
    private static final Plan PLAN = plan(SET);
    private static final String NO_SETTING = "";

    /** @param setting that the refusal must name */
    private record Row(String what, String code, String setting, Scene scene) {

        @Override
        public String toString() {
            return what + ": " + code + (setting.isEmpty() ? "" : ", " + setting);
        }
    }

    private interface Scene {

        /** Sets it up, and gives what the bot hands out. */
        String play(RefusalTableTest relay) throws IOException;
    }

    static Stream<Row> rows() {
        return Stream.of(
                // never opened, so never answered
                unsigned("rubbish", "malformed", relay -> "rubbish"),
                unsigned("an oversized command", "too-large", relay -> "x".repeat(Envelope.LARGEST + 1)),
                unsigned(
                        "a wrong bot key",
                        "unknown-key",
                        relay -> CommandEnvelope.seal(GOOD, "agent-1", Heads.NONE, SigningKey.generate())),
                unsigned("a tampered payload", "bad-signature", relay -> tampered(seal(GOOD))),
                unsigned(
                        "a wrong audience",
                        "wrong-audience",
                        relay -> CommandEnvelope.seal(GOOD, "agent-2", Heads.NONE, BOT)),

                // for somebody else
                row("another tenant's command", "wrong-place", with(GOOD, "tenant", "other")),
                row("another premises' command", "wrong-place", with(GOOD, "premises", "other")),
                row("another tenant's plan", "wrong-place", with(GOOD, placed("other", "main"))),
                row("another premises' plan", "wrong-place", with(GOOD, placed("tenant", "other"))),

                // seen before
                new Row("an old fence", "old-fence", NO_SETTING, relay -> {
                    relay.received(setting("c", 5));
                    return seal(setting("c", 4));
                }),
                new Row("a replayed id", "replayed", NO_SETTING, relay -> {
                    relay.finished(GOOD, new Outcome.Done("{}"));
                    return seal(changing("c", 2, change(plan(SET, REHEARSE), 0)));
                }),
                new Row("a replayed attempt at a look", "replayed", NO_SETTING, relay -> {
                    relay.judge(seal(reading("c", 5)));
                    return seal(reading("c", 5));
                }),

                // stopped by its owner
                new Row("a change while paused", "paused", NO_SETTING, relay -> {
                    new Pause(relay.folder).set(NOW, "anna", "");
                    return seal(GOOD);
                }),
                new Row("a look while paused", "paused", NO_SETTING, relay -> {
                    Files.createFile(relay.folder.resolve("paused"));
                    return seal(reading("c", 1));
                }),

                // not what this agent does
                row("an unknown operation", "unknown-operation", with(GOOD, "operation", "format-disk")),
                row("an unknown version", "unknown-version", version(GOOD, 2)),
                row(
                        "a capability that is not ours",
                        "wrong-capability",
                        "agent.capabilities",
                        with(GOOD, "capability", "entraconnect")),
                row("a change without a plan", "change-missing", with(GOOD, (PlannedChange) null)),
                row("a look with a plan", "change-unexpected", with(reading("c", 1), CHANGE)),

                // not exactly what was approved
                row("a hash that does not match", "hash-mismatch", with(GOOD, hashed(CHANGE.plan(), "0".repeat(64)))),
                row(
                        "a tampered plan",
                        "hash-mismatch",
                        with(
                                GOOD,
                                hashed(
                                        CHANGE.plan()
                                                .replace(
                                                        "\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":2"),
                                        CHANGE.hash()))),
                row("a plan in another spelling", "malformed-plan", with(GOOD, hashed(CHANGE.plan() + " "))),
                row("no plan at all", "malformed-plan", with(GOOD, hashed("{}"))),
                row("an index below the first", "index-out-of-range", with(GOOD, change(PLAN, -1))),
                row("an index behind the last", "index-out-of-range", with(GOOD, change(PLAN, 1))),
                row("another action than the plan's", "action-mismatch", with(GOOD, change(plan(REHEARSE), 0))),
                row(
                        "an action that is the bot's",
                        "action-mismatch",
                        with(with(GOOD, change(plan(CHANNEL), 0)), "operation", "rehearse-policy")),

                // out of what the owner allows
                new Row("a change that nobody allowed", "not-allowed", "operations.set-minimum-password-age", relay -> {
                    relay.permissions.clear();
                    return seal(GOOD);
                }),
                new Row("a look that is refused", "not-allowed", "operations.read-directory", relay -> {
                    relay.permissions.put("read-directory", Permission.REFUSED);
                    return seal(reading("c", 1));
                }),
                bound("bounds.domains", new SetMinimumPasswordAge("other.test", new UUID(1, 2), "n", 1, 0)),
                bound(
                        "bounds.minimum-password-age.most",
                        new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "n", 1, 3)),
                bound("bounds.pilot-ou", new RehearsePolicy("contoso.test", "CN=Test,OU=Sales,DC=contoso,DC=test")),
                bound("bounds.pilot-ou", new RehearsePolicy("contoso.test", "OU=Pilot,DC=contoso,DC=test")),
                bound("bounds.pilot-ou", new RehearsePolicy("contoso.test", "not a name")),
                bound(
                        "bounds.pilot-ou",
                        new RehearsePolicy("contoso.test", "CN=OU\\=Pilot\\,DC\\=contoso\\,DC\\=test,DC=x")),

                // not now, by this machine's clock
                row("a change that is over", "expired", times(GOOD, NOW.minusSeconds(60), NOW)),
                row("a look that is long over", "expired", times(reading("c", 1), NOW, NOW.minusSeconds(120))),
                row("a plan that is over", "plan-expired", with(GOOD, expiring(NOW))),
                row("a clock 10 minutes ahead", "expired", skewed(Duration.ofMinutes(10))),
                row("a clock 10 minutes behind", "not-yet-issued", skewed(Duration.ofMinutes(-10))),
                new Row("a change in a freeze window", "frozen", "freeze[0]", relay -> {
                    relay.freeze = new Freeze(List.of(new Freeze.Range(
                            LocalDateTime.parse("2026-11-22T09:00"),
                            LocalDateTime.parse("2026-11-22T11:00"),
                            ZoneOffset.UTC)));
                    return seal(GOOD);
                }),

                // nobody's yes to exactly this
                row("nobody's approval", "not-approved", with(GOOD, approvedBy())),
                row("an approval of nobody", "not-approved", with(GOOD, approvedBy(approval(" ", CHANGE.hash())))),
                row(
                        "an approval of another plan",
                        "approval-for-another-plan",
                        with(GOOD, approvedBy(approval("tenant/approver", "0".repeat(64))))),
                row(
                        "the requester's own approval",
                        "approved-by-requester",
                        with(GOOD, approvedBy(approval("TENANT/Requester", CHANGE.hash())))),

                // once and in order
                row("an index out of order", "out-of-order", changing("c", 1, change(plan(SET, REHEARSE), 1))),
                new Row("an action that was started already", "already-started", NO_SETTING, relay -> {
                    relay.finished(GOOD, new Outcome.Failed("precondition-failed", ""));
                    return seal(setting("d", 1));
                }),

                // it could not be remembered
                new Row("a damaged journal", "journal-damaged", NO_SETTING, relay -> {
                    relay.finished(GOOD, new Outcome.Done("{}"));
                    relay.damageJournal();
                    return seal(changing("d", 1, change(plan(REHEARSE), 0)));
                }));
    }

    @TempDir
    Path folder;

    private final Map<String, Permission> permissions = new HashMap<>(
            Map.of("set-minimum-password-age", Permission.UNATTENDED, "rehearse-policy", Permission.UNATTENDED));
    private Freeze freeze = Freeze.NONE;
    private Journal journal;
    private Guard guard;

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void refusesExactlySo(Row row) throws IOException {
        journal = Journal.open(folder, "agent-1", Clock.fixed(NOW, ZoneOffset.UTC));
        try {
            Ruling ruling = judge(row.scene().play(this));

            if (ruling instanceof Ruling.Unopened unopened) {
                assertThat(unopened.code().code()).isEqualTo(row.code());
                assertThat(row.setting()).as("nobody is answered").isEqualTo("not answered");
            } else {
                assertThat(ruling).isInstanceOfSatisfying(Ruling.Answer.class, answer -> assertThat(answer.outcome())
                        .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                            assertThat(refused.code()).isEqualTo(row.code());
                            assertThat(refused.setting())
                                    .isEqualTo(row.setting().isEmpty() ? "" : "at " + row.setting());
                        }));
            }
        } finally {
            journal.close();
        }
    }

    private Ruling judge(String envelope) {
        if (guard == null) {
            guard = new Guard(
                    Practice.IDENTITY,
                    BOT.verifyingKey(),
                    new Operations(List.of(
                            operation("read-directory", "directory", false),
                            operation("set-minimum-password-age", "directory", true),
                            operation("rehearse-policy", "directory", true))),
                    new Limits(new Permissions(permissions), Practice.BOUNDS, freeze, key -> "at " + key),
                    new Pause(folder),
                    journal,
                    Clock.fixed(NOW, ZoneOffset.UTC));
        }
        return guard.judge(envelope, id -> false);
    }

    private void received(Command command) throws IOException {
        journal.received(command, command.change());
    }

    private void finished(Command command, Outcome outcome) throws IOException {
        received(command);
        journal.started(command.id(), command.fence());
        journal.done(command.id(), command.fence(), outcome);
    }

    private void damageJournal() throws IOException {
        journal.close();
        Path file = folder.resolve("journal");
        Files.writeString(file, Files.readString(file).replaceFirst("RECEIVED", "RECEIVEX"));
        journal = Journal.open(folder, "agent-1", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Row row(String what, String code, Command command) {
        return row(what, code, NO_SETTING, command);
    }

    private static Row row(String what, String code, String setting, Command command) {
        return new Row(what, code, setting, relay -> seal(command));
    }

    private static Row unsigned(String what, String code, Scene scene) {
        return new Row(what, code, "not answered", scene);
    }

    private static Row bound(String setting, Action action) {
        return row("out of " + setting, "out-of-bounds", setting, changing("c", 1, change(plan(action), 0)));
    }

    private static String seal(Command command) {
        return CommandEnvelope.seal(command, "agent-1", Heads.NONE, BOT);
    }

    private static String tampered(String sealed) {
        int middle = sealed.indexOf('.') + 10;
        char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
        return sealed.substring(0, middle) + other + sealed.substring(middle + 1);
    }

    private static PlannedChange placed(String tenant, String premises) {
        return change(new Plan(tenant, premises, PLAN.requester(), PLAN.expiresAt(), PLAN.actions()), 0);
    }

    private static PlannedChange expiring(Instant end) {
        return change(new Plan("tenant", "main", PLAN.requester(), end, PLAN.actions()), 0);
    }

    private static PlannedChange hashed(String text) {
        String hash = CanonicalPlan.hash(text);
        return new PlannedChange("change-1", text, hash, 0, List.of(approval("tenant/approver", hash)));
    }

    private static PlannedChange hashed(String text, String hash) {
        return new PlannedChange("change-1", text, hash, 0, CHANGE.approvals());
    }

    private static PlannedChange approvedBy(Approval... approvals) {
        return new PlannedChange(CHANGE.changeId(), CHANGE.plan(), CHANGE.hash(), 0, List.of(approvals));
    }

    /** A command of a bot whose clock differs from ours by so much: ahead of it we see it late. */
    private static Command skewed(Duration ours) {
        Instant bots = NOW.minus(ours);
        return times(GOOD, bots, bots.plus(Duration.ofMinutes(9)));
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
        return remade(command, command.operationVersion(), command.issuedAt(), command.expiresAt(), change);
    }

    private static Command version(Command command, int version) {
        return remade(command, version, command.issuedAt(), command.expiresAt(), command.change());
    }

    private static Command times(Command command, Instant issued, Instant expires) {
        return remade(command, command.operationVersion(), issued, expires, command.change());
    }

    private static Command remade(Command command, int version, Instant issued, Instant expires, PlannedChange change) {
        return new Command(
                command.id(),
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                version,
                command.fence(),
                issued,
                expires,
                command.arguments(),
                change);
    }
}
