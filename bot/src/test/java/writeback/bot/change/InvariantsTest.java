package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static writeback.bot.change.Organisation.APPROVER;
import static writeback.bot.change.Organisation.REQUESTER;
import static writeback.bot.change.Organisation.ROLELESS;
import static writeback.bot.change.Organisation.SECOND_APPROVER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import writeback.bot.audit.AuditCheck;
import writeback.bot.entra.changing.CloudReset;
import writeback.bot.identity.PersonId;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/**
 * Presses, duplicates, answers, time and restarts in random order, on a database in a file; then everything is let come to
 * rest. A failing run is repeated with {@code -Dwriteback.seed=NUMBER}.
 */
class InvariantsTest {

    private static final Logger LOG = LoggerFactory.getLogger(InvariantsTest.class);
    private static final int STEPS = 120;
    private static final List<PersonId> PEOPLE = List.of(REQUESTER, APPROVER, SECOND_APPROVER, ROLELESS);

    @TempDir
    Path folder;

    private final List<ChangeView> asked = new ArrayList<>();
    private final Map<String, PersonId> approvedBy = new HashMap<>();

    static List<Long> seeds() {
        Long chosen = Long.getLong("writeback.seed");
        return chosen != null ? List.of(chosen) : List.of(1L, 2L, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_happens_in_whatever_order_the_invariants_hold(long seed) {
        LOG.warn("seed {}", seed);
        Random random = new Random(seed);
        Organisation outside = new Organisation(new MovableClock());
        try (Bot bot = new Bot("jdbc:h2:file:" + folder.resolve("bot") + ";WRITE_DELAY=0", outside)) {
            for (int step = 0; step < STEPS; step++) {
                happen(random, bot, outside);
            }
            comeToRest(bot, outside);

            assertThat(bot.desk().open())
                    .as("every request ends in one outcome")
                    .isEmpty();
            assertThat(bot.audit().verify()).isInstanceOf(AuditCheck.Result.Intact.class);
            asked.forEach(change -> assertThat(Transitions.ended(bot.now(change).state()))
                    .as("%s", bot.now(change))
                    .isTrue());
            appliedOnlyAsApproved(outside);
            outcomesRecordedOnce(bot);
            LOG.warn(
                    "seed {}: {} asked, {} approved, {} ordered, {} applied, {} resets",
                    seed,
                    asked.size(),
                    approvedBy.size(),
                    outside.orders.size(),
                    outside.executed.size(),
                    outside.resets.size());
            assertThat(asked).as("the run is worth something").isNotEmpty();
        }
    }

    private void happen(Random random, Bot bot, Organisation outside) {
        switch (random.nextInt(26)) {
            case 0, 1, 2 -> ask(random, bot, outside);
            case 3, 4, 5, 6 -> decide(random, bot);
            case 7, 8, 9 -> {
                outside.relayWorks();
                asked.forEach(change -> bot.part(Events.class).publish(ChangeWorker.WORK, change.id()));
            }
            case 10 -> {
                outside.relayAnswers(new Outcome.InDoubt("who knows"));
                asked.forEach(bot::answered);
            }
            case 11 -> pass(Duration.ofSeconds(random.nextInt(600)), bot, outside);
            case 12 -> pass(Duration.ofMinutes(random.nextInt(240)), bot, outside);
            case 13 -> {
                outside.visible = random.nextInt(3) > 0;
                outside.killedInStart = random.nextBoolean();
                outside.progress =
                        random.nextBoolean() ? new CloudReset.Progress.Succeeded() : new CloudReset.Progress.Running();
            }
            case 14, 15, 16, 17, 18, 19, 20, 21, 22 -> settle(bot, outside);
            case 23, 24 -> {
                outside.gpoDays = 1 + random.nextInt(2);
                outside.headDays = outside.gpoDays;
            }
            default -> bot.restart();
        }
    }

    /** Hours never pass between a look at the clock and what follows from it. */
    private static void pass(Duration time, Bot bot, Organisation outside) {
        settle(bot, outside);
        outside.clock.pass(time);
    }

    /** Until nothing is due; so that what happens next does not only ever meet the beginning. */
    private static void settle(Bot bot, Organisation outside) {
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> bot.jdbc()
                                .sql("select count(*) from scheduled_tasks where execution_time <= ?")
                                .param(outside.clock.instant().atOffset(ZoneOffset.UTC))
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    private void ask(Random random, Bot bot, Organisation outside) {
        Plan plan = random.nextInt(3) == 0
                ? outside.rehearsalPlan()
                : outside.gpoDays == 0 ? null : outside.agePlan(Duration.ofMinutes(1 + random.nextInt(480)));
        if (plan != null && bot.ask(plan) instanceof Decision.Taken taken) {
            asked.add(taken.change());
        }
    }

    /** Any change, decided or not, by anybody, sometimes twice. */
    private void decide(Random random, Bot bot) {
        if (asked.isEmpty()) {
            return;
        }
        ChangeView change = asked.get(asked.size() - 1 - random.nextInt(Math.min(3, asked.size())));
        PersonId person = random.nextBoolean() ? APPROVER : PEOPLE.get(random.nextInt(PEOPLE.size()));
        int version = change.version() + (random.nextInt(8) == 0 ? 1 : 0);
        for (int press = 0; press <= random.nextInt(2); press++) {
            int what = random.nextInt(8);
            Decision decision =
                    switch (what) {
                        case 0 -> bot.desk().reject(change.id(), version, person, "P", "");
                        case 1 -> bot.desk().withdraw(change.id(), version, person);
                        default -> bot.desk().approve(change.id(), version, person, "P", "");
                    };
            // Not by the state that comes back: the worker may have gone on from there already.
            if (decision instanceof Decision.Taken && what > 1) {
                assertThat(approvedBy.put(change.id(), person)).isNull();
            }
        }
    }

    private static void comeToRest(Bot bot, Organisation outside) {
        outside.visible = true;
        outside.killedInStart = false;
        outside.progress = new CloudReset.Progress.Succeeded();
        bot.restart();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    outside.relayWorks();
                    pass(Duration.ofMinutes(20), bot, outside);
                    bot.desk().open().forEach(bot::answered);
                    return bot.desk().open().isEmpty();
                });
    }

    private void appliedOnlyAsApproved(Organisation outside) {
        Set<String> once = new HashSet<>();
        for (PlannedChange change : outside.executed) {
            assertThat(once.add(change.changeId() + "/" + change.actionIndex()))
                    .as("applied once")
                    .isTrue();
        }
        outside.orders.forEach((id, order) -> {
            PersonId approver = approvedBy.get(order.changeId());
            Plan plan = CanonicalPlan.read(order.plan());
            assertThat(approver).as("approved").isIn(APPROVER, SECOND_APPROVER);
            assertThat(approver.text()).isNotEqualTo(plan.requester());
            assertThat(order.hash()).isEqualTo(CanonicalPlan.hash(order.plan()));
            assertThat(order.approvals()).hasSize(1);
            assertThat(order.approvals().get(0).person()).isEqualTo(approver.text());
            assertThat(order.approvals().get(0).planHash()).isEqualTo(order.hash());
            Instant ordered = outside.orderedAt.get(id);
            assertThat(ordered).as("nothing expired runs").isBefore(plan.expiresAt());
        });
        long rehearsals = asked.stream()
                .filter(change -> change.plan().actions().size() == 2 && approvedBy.containsKey(change.id()))
                .count();
        assertThat(outside.resets.size()).isLessThanOrEqualTo((int) rehearsals);
    }

    /** The trail holds exactly one move into an end for each request. */
    private void outcomesRecordedOnce(Bot bot) {
        for (ChangeView change : asked) {
            String end = bot.now(change).state().name();
            assertThat(bot.jdbc()
                            .sql("select count(*) from audit_trail where subject = ? and kind like 'change.%'"
                                    + " and details like ?")
                            .params(change.id(), "%\"to\":\"" + end + "\"%")
                            .query(Integer.class)
                            .single())
                    .as(end)
                    .isEqualTo(1);
        }
    }
}
