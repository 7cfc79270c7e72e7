package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.Rooms;
import writeback.bot.audit.AuditCheck;
import writeback.bot.entra.changing.CloudReset;
import writeback.bot.observation.EvidenceStore;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.Evidence;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.RehearseChannel;

/** Every row of the table of transitions, taken for its real reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeLifeTest {

    private static final Duration LIFETIME = Duration.ofHours(8);

    private final Set<Transition> taken = new HashSet<>();
    private Bot bot;
    private Organisation outside;

    String database() {
        return Rooms.inMemory("life-" + UUID.randomUUID());
    }

    @BeforeAll
    void startInAFreshDatabase() throws Exception {
        outside = new Organisation(new MovableClock());
        bot = new Bot(database(), outside);
    }

    @AfterEach
    void everythingHasEndedAndTheTrailIsIntact() {
        assertThat(bot.desk().open()).isEmpty();
        assertThat(bot.audit().verify()).isInstanceOf(AuditCheck.Result.Intact.class);
        outside.visible = true;
        outside.waitsAt = null;
        outside.operator = null;
        outside.removedMidway = false;
        outside.gpoDays = 1;
        outside.headDays = 1;
        outside.headFollows = true;
        outside.start = new CloudReset.Started.Accepted(URI.create("https://graph.example/operations/1"));
        outside.progress = new CloudReset.Progress.Succeeded();
        outside.arrives = true;
        outside.insidePilotOu = true;
        outside.cloudUser = Organisation.cloudUser(true, Organisation.TEST_SID);
    }

    @AfterAll
    void everyRowOfTheTableWasTaken() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        List<Map<String, Object>> rows = bot.jdbc()
                .sql("select kind, details from audit_trail where kind like 'change.%'")
                .query()
                .listOfRows();
        for (Map<String, Object> row : rows) {
            JsonNode details = json.readTree(String.valueOf(row.get("details")));
            if (details.has("from")) {
                String event = String.valueOf(row.get("kind")).substring("change.".length());
                taken.add(new Transition(
                        ChangeState.valueOf(details.get("from").stringValue()),
                        ChangeEvent.valueOf(
                                event.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
                        ChangeState.valueOf(details.get("to").stringValue())));
            }
        }
        bot.close();
        assertThat(taken).containsExactlyInAnyOrderElementsOf(Transitions.ALL);
    }

    @Test
    void an_approved_change_is_applied_once_verified_and_done() {
        int before = outside.executed.size();
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));

        bot.relayWorks(change);
        ChangeView done = bot.awaitState(change, ChangeState.DONE);

        assertThat(outside.executed).hasSize(before + 1);
        assertThat(outside.gpoDays).isZero();
        assertThat(done.deciderName()).isEqualTo("Sam");
        assertThat(done.outcomes().get(0).progress()).isEqualTo(ChangeView.Progress.DONE);
        assertThat(done.outcomes().get(0).result()).contains("backup/1");
    }

    @Test
    void an_attended_change_waits_for_an_operator_and_the_trail_names_them() {
        outside.waitsAt = "Relay in Lyon";
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        await().untilAsserted(() -> {
            ChangeView.ActionOutcome waits =
                    bot.desk().find(change.id()).orElseThrow().outcomes().get(0);
            assertThat(waits.progress()).isEqualTo(ChangeView.Progress.WAITING);
            assertThat(waits.how().args()).containsEntry("relay", "Relay in Lyon");
        });

        outside.operator = "anna (by the system's word)";
        bot.relayWorks(change);
        ChangeView done = bot.awaitState(change, ChangeState.DONE);

        assertThat(done.outcomes().get(0).operator()).isEqualTo("anna (by the system's word)");
        assertThat(bot.jdbc()
                        .sql("select details from audit_trail where kind = 'action.done' and subject = ?")
                        .param(change.id())
                        .query(String.class)
                        .single())
                .contains("anna (by the system's word)");
    }

    @Test
    void an_attended_change_that_nobody_carries_out_fails_without_having_begun() {
        outside.waitsAt = "Relay in Lyon";
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        await().untilAsserted(() -> assertThat(bot.desk()
                        .find(change.id())
                        .orElseThrow()
                        .outcomes()
                        .get(0)
                        .progress())
                .isEqualTo(ChangeView.Progress.WAITING));

        outside.relayAnswers(new Outcome.Refused("plan-expired", "nobody carried it out", ""));
        bot.answered(change);
        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);

        assertThat(failed.outcomes().get(0).progress()).isEqualTo(ChangeView.Progress.REFUSED);
        assertThat(failed.outcomes().get(0).code()).isEqualTo("plan-expired");
    }

    @Test
    void a_rejected_change_is_never_ordered() {
        ChangeView asked = asked();

        Decision decision = bot.desk().reject(asked.id(), asked.version(), Organisation.APPROVER, "Sam", "not today");

        assertThat(((Decision.Taken) decision).change().state()).isEqualTo(ChangeState.REJECTED);
        assertThat(((Decision.Taken) decision).change().note()).isEqualTo("not today");
        assertThat(ordered(asked)).isFalse();
    }

    @Test
    void the_requester_may_withdraw_before_a_decision() {
        ChangeView asked = asked();

        bot.desk().withdraw(asked.id(), asked.version(), Organisation.REQUESTER);

        assertThat(bot.now(asked).state()).isEqualTo(ChangeState.WITHDRAWN);
    }

    @Test
    void a_request_that_nobody_decides_expires_by_itself() {
        ChangeView asked = asked();

        outside.clock.pass(Duration.ofHours(9));

        bot.awaitState(asked, ChangeState.EXPIRED);
    }

    @Test
    void an_approved_change_that_cannot_be_checked_before_it_expires_is_never_ordered() {
        outside.visible = false;
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        await().until(() -> bot.now(change).nextLookAt() != null);
        assertThat(bot.now(change).state()).isEqualTo(ChangeState.APPROVED);
        assertThat(bot.now(change).why()).isEqualTo(Detail.of("cannot-see", "why", "NO_RELAY"));

        outside.clock.pass(Duration.ofHours(9));

        bot.awaitState(change, ChangeState.EXPIRED);
        assertThat(ordered(change)).isFalse();
    }

    @Test
    void a_world_that_moved_makes_an_approved_change_stale() {
        ChangeView asked = asked();
        outside.gpoDays = 2;

        bot.approve(asked, Organisation.APPROVER);

        bot.awaitState(asked, ChangeState.STALE);
        assertThat(ordered(asked)).isFalse();
    }

    @Test
    void what_the_relay_refuses_has_failed_and_says_which_setting_decided() {
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        answer(change, new Outcome.Refused("not-allowed", "refused here", "operations.set-minimum-password-age"));

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);

        assertThat(failed.outcomes().get(0).progress()).isEqualTo(ChangeView.Progress.REFUSED);
        assertThat(failed.outcomes().get(0).code()).isEqualTo("not-allowed");
        assertThat(failed.outcomes().get(0).detail()).contains("operations.set-minimum-password-age");
    }

    @Test
    void an_answer_of_any_length_ends_the_change_and_frees_its_place() {
        String endless = "\u0001".repeat(25_000);
        ChangeView refused = bot.approved(outside.agePlan(LIFETIME));
        answer(refused, new Outcome.Refused(endless, endless, endless));
        bot.awaitState(refused, ChangeState.FAILED);

        ChangeView failed = bot.approved(outside.agePlan(LIFETIME));
        answer(failed, new Outcome.Failed("precondition-failed", "too long ".repeat(3_000)));
        ChangeView.ActionOutcome told =
                bot.awaitState(failed, ChangeState.FAILED).outcomes().get(0);

        assertThat(told.code()).isEqualTo("precondition-failed");
        assertThat(told.detail()).startsWith("too long ").endsWith("\u2026");
    }

    @Test
    void what_is_in_doubt_and_is_found_applied_goes_on_to_be_verified() {
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        awaitOrder(change);
        outside.gpoDays = 0;
        outside.headDays = 0;
        answer(change, new Outcome.InDoubt("killed after writing"));

        bot.awaitState(change, ChangeState.DONE);
    }

    @Test
    void what_is_in_doubt_and_is_not_found_after_a_pause_has_failed_and_is_not_run_again() {
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        int orders = outside.orders.size();
        answer(change, new Outcome.InDoubt("killed before writing"));
        bot.awaitState(change, ChangeState.IN_DOUBT);
        await().until(() -> bot.now(change).nextLookAt() != null);

        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.FAILED);
        assertThat(outside.orders.size()).isBetween(orders, orders + 1);
        assertThat(outside.gpoDays).isEqualTo(1);
    }

    @Test
    void what_a_removed_relay_may_still_be_writing_has_not_failed_before_it_had_time_to() {
        outside.removedMidway = true;
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        answer(change, new Outcome.InDoubt("relay-1 was let start it, and was removed"));
        bot.awaitState(change, ChangeState.IN_DOUBT);
        await().until(() -> bot.now(change).nextLookAt() != null);

        for (int minute = 1; minute <= 4; minute++) {
            outside.clock.pass(Duration.ofMinutes(1));
            await().until(() -> {
                ChangeView now = bot.now(change);
                return now.state() != ChangeState.IN_DOUBT
                        || now.nextLookAt() != null && now.nextLookAt().isAfter(outside.clock.instant());
            });
            assertThat(bot.now(change).state()).isEqualTo(ChangeState.IN_DOUBT);
        }
        outside.gpoDays = 0;
        outside.headDays = 0;
        outside.clock.pass(Duration.ofMinutes(2));

        bot.awaitState(change, ChangeState.DONE);
    }

    @Test
    void what_no_relay_fetched_in_time_has_failed() {
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        answer(change, new Outcome.Refused("expired", "no relay fetched it in time", ""));

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);

        assertThat(failed.outcomes().get(0).code()).isEqualTo("expired");
    }

    @Test
    void an_answer_that_cannot_be_read_is_a_doubt() {
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        awaitOrder(change);
        outside.gpoDays = 7;
        answer(change, new Outcome.Done("{\"surprise\":"));

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);
        assertThat(failed.outcomes().get(0).code()).isEqualTo("other-value");
    }

    @Test
    void what_is_applied_and_not_in_force_in_time_is_unverified() {
        outside.headFollows = false;
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        bot.relayWorks(change);
        bot.awaitState(change, ChangeState.VERIFYING);
        await().until(() -> bot.now(change).nextLookAt() != null);
        assertThat(bot.now(change).lookUntil()).isNotNull();

        outside.clock.pass(Duration.ofHours(5));

        bot.awaitState(change, ChangeState.UNVERIFIED);
    }

    @Test
    void another_value_after_applying_has_failed() {
        outside.headFollows = false;
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        bot.relayWorks(change);
        bot.awaitState(change, ChangeState.VERIFYING);
        await().until(() -> bot.now(change).nextLookAt() != null);

        outside.gpoDays = 5;
        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.FAILED);
    }

    @Test
    void the_old_value_on_a_slow_domain_controller_is_no_failure() {
        outside.headFollows = false;
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        bot.relayWorks(change);
        bot.awaitState(change, ChangeState.VERIFYING);
        await().until(() -> bot.now(change).nextLookAt() != null);
        outside.gpoDays = 1;
        outside.clock.pass(Duration.ofMinutes(1));
        await().until(() -> bot.now(change).nextLookAt() != null
                && bot.now(change).nextLookAt().isAfter(outside.clock.instant()));
        assertThat(bot.now(change).state()).isEqualTo(ChangeState.VERIFYING);

        outside.gpoDays = 0;
        outside.headDays = 0;
        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.DONE);
    }

    @Test
    void a_rehearsal_proves_policy_and_channel() {
        ChangeView change = bot.approved(outside.rehearsalPlan());
        bot.relayWorks(change);

        bot.awaitState(change, ChangeState.DONE);

        assertThat(evidence(change)).extracting(Evidence::claim).containsExactly(Claim.POLICY, Claim.CHANNEL);
        assertThat(evidence(change)).extracting(Evidence::result).containsOnly(Evidence.Result.PROVEN);
        assertThat(evidence(change).get(1).details())
                .containsEntry("account", Organisation.TEST_UPN)
                .containsEntry("server", "sync1");
        assertThat(outside.resetUsers).containsExactly(Organisation.TEST_OBJECT_ID);
    }

    @Test
    void a_reset_that_the_cloud_reports_failed_refutes_the_channel_and_the_rehearsal_is_done() {
        outside.progress = new CloudReset.Progress.Failed("SSPR_0010");
        outside.arrives = false;
        ChangeView change = bot.approved(outside.rehearsalPlan());
        bot.relayWorks(change);

        ChangeView done = bot.awaitState(change, ChangeState.DONE);

        assertThat(evidence(change).get(1).result()).isEqualTo(Evidence.Result.REFUTED);
        assertThat(done.outcomes().get(1).result()).contains("REFUTED").contains("SSPR_0010");
    }

    @Test
    void a_reset_that_never_arrives_refutes_the_channel_whatever_the_cloud_says() {
        outside.arrives = false;
        ChangeView change = bot.approved(outside.rehearsalPlan());
        bot.relayWorks(change);
        await().until(() -> bot.now(change).outcomes().get(1).progress() == ChangeView.Progress.STARTED
                && bot.now(change).nextLookAt() != null);
        outside.clock.pass(Duration.ofMinutes(4));

        bot.awaitState(change, ChangeState.DONE);

        assertThat(evidence(change).get(1).result()).isEqualTo(Evidence.Result.REFUTED);
    }

    @Test
    void an_account_outside_the_pilot_ou_is_never_reset() {
        outside.insidePilotOu = false;
        int resets = outside.resets.size();
        ChangeView change = bot.approved(outside.plan(
                LIFETIME,
                List.of(new RehearseChannel("contoso.test", Organisation.TEST_ACCOUNT, Organisation.TEST_UPN))));

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);

        assertThat(outside.resets).hasSize(resets);
        assertThat(failed.outcomes().get(0).code()).isEqualTo("not-a-test-account");
    }

    static Stream<Arguments> whoHasTheTestAccountsNameInTheCloud() {
        return Stream.of(
                Arguments.of("other-cloud-user", Organisation.cloudUser(false, null)),
                Arguments.of("other-cloud-user", Organisation.cloudUser(true, "S-1-5-21-1-2-3-9999")),
                Arguments.of("not-synchronised", Organisation.cloudUser(false, Organisation.TEST_SID)),
                Arguments.of("not-in-cloud", Sighting.seen(Optional.empty())),
                Arguments.of("cannot-see-cloud", Organisation.cloudUser(Sighting.unseen(Cause.DENIED, ""))),
                Arguments.of("cannot-see-cloud", Sighting.unseen(Cause.TIMEOUT, "")));
    }

    @ParameterizedTest
    @MethodSource("whoHasTheTestAccountsNameInTheCloud")
    void nobody_is_reset_in_the_cloud_but_who_is_seen_to_be_synchronised_from_the_test_account(
            String code, Sighting<Optional<CloudUser>> namesake) {
        outside.cloudUser = namesake;
        int resets = outside.resets.size();
        ChangeView change = bot.approved(outside.plan(
                LIFETIME,
                List.of(new RehearseChannel("contoso.test", Organisation.TEST_ACCOUNT, Organisation.TEST_UPN))));

        await().until(() -> Transitions.ended(bot.now(change).state()));

        assertThat(outside.resets).hasSize(resets);
        assertThat(bot.now(change).state()).isEqualTo(ChangeState.FAILED);
        assertThat(bot.now(change).outcomes().get(0).code()).isEqualTo(code);
        assertThat(evidence(change)).isEmpty();
    }

    @Test
    void a_kill_in_the_middle_of_a_reset_is_resolved_by_looking_and_the_reset_is_not_made_again() {
        outside.killedInStart = true;
        int resets = outside.resets.size();
        ChangeView change = bot.approved(outside.plan(
                LIFETIME,
                List.of(new RehearseChannel("contoso.test", Organisation.TEST_ACCOUNT, Organisation.TEST_UPN))));
        await().until(() -> outside.resets.size() > resets);

        bot.restart();

        bot.awaitState(change, ChangeState.DONE);
        assertThat(outside.resets).hasSize(resets + 1);
        assertThat(evidence(change).get(0).result()).isEqualTo(Evidence.Result.PROVEN);
    }

    private ChangeView asked() {
        return ((Decision.Taken) bot.ask(outside.agePlan(LIFETIME))).change();
    }

    private boolean ordered(ChangeView change) {
        return outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id()));
    }

    private void awaitOrder(ChangeView change) {
        await().until(() -> ordered(change));
    }

    private void answer(ChangeView change, Outcome outcome) {
        awaitOrder(change);
        outside.relayAnswers(outcome);
        bot.answered(change);
    }

    private List<Evidence> evidence(ChangeView change) {
        return bot.part(EvidenceStore.class).all().stream()
                .filter(one -> change.id().equals(one.details().get("change")))
                .toList();
    }
}
