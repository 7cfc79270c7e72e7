package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.Rooms;
import writeback.bot.audit.AuditCheck;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Rights and fine-grained policies through the whole life of a change, and every change back again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndoTest {

    private static final Duration LIFETIME = Duration.ofHours(8);

    private Bot bot;
    private Organisation outside;

    String database() {
        return Rooms.inMemory("undo-" + UUID.randomUUID());
    }

    @BeforeAll
    void startInAFreshDatabase() throws Exception {
        outside = new Organisation(new MovableClock());
        bot = new Bot(database(), outside);
    }

    @BeforeEach
    void asItWas() {
        outside.visible = true;
        outside.headFollows = true;
        outside.gpoDays = 1;
        outside.headDays = 1;
        outside.psoAge = Duration.ofHours(12);
        outside.replicas = List.of();
        outside.missing.clear();
        outside.missing.add(Organisation.ENTRY);
    }

    @AfterEach
    void everythingHasEndedAndTheTrailIsIntact() {
        assertThat(bot.desk().open()).isEmpty();
        assertThat(bot.audit().verify()).isInstanceOf(AuditCheck.Result.Intact.class);
    }

    @AfterAll
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void rights_are_granted_verified_and_taken_back_by_a_request_that_another_person_approves() {
        ChangeView granted = done(outside.grantPlan());
        assertThat(outside.missing).isEmpty();
        assertThat(granted.outcomes().get(0).how().code()).isEqualTo("applied");

        UndoPlan.Planned undo = planned(granted);
        assertThat(undo.plan().actions()).singleElement().isInstanceOf(RevokeRights.class);
        ChangeView asked = taken(ask(undo, true));
        assertThat(asked.undoes()).isNotNull();
        assertThat(asked.undoes().id()).isEqualTo(granted.id());
        assertThat(refusal(bot.approve(asked, Organisation.REQUESTER))).isEqualTo(Refusal.OWN_APPROVAL);
        assertThat(outside.missing).isEmpty();

        bot.approve(asked, Organisation.APPROVER);
        bot.relayWorks(asked);
        bot.awaitState(asked, ChangeState.DONE);

        assertThat(outside.missing).containsExactly(Organisation.ENTRY);
        ChangeView undone = bot.now(granted);
        assertThat(undone.undoneBy()).isNotNull();
        assertThat(undone.undoneBy().state()).isEqualTo(ChangeState.DONE);
        assertThat(undone.undoable()).isFalse();
        assertThat(refused(granted)).isEqualTo(Refusal.ALREADY_UNDONE);
        assertThat(refused(asked)).as("granting again is a plan of its own").isEqualTo(Refusal.NO_WAY_BACK);
    }

    @Test
    void a_lowered_age_comes_back_without_consent_and_the_way_back_down_needs_it() {
        ChangeView lowered = done(outside.agePlan(LIFETIME));

        UndoPlan.Planned undo = planned(lowered);
        assertThat(undo.plan().actions())
                .containsExactly(
                        new SetMinimumPasswordAge("contoso.test", Organisation.GPO, "Default Domain Policy", 0, 1));
        ChangeView raised = taken(ask(undo, false));
        bot.approve(raised, Organisation.APPROVER);
        bot.relayWorks(raised);
        bot.awaitState(raised, ChangeState.DONE);

        assertThat(outside.gpoDays).isEqualTo(1);
        assertThat(refusal(ask(planned(raised), false))).isEqualTo(Refusal.NO_CONSENT);
    }

    @Test
    void a_fine_grained_policy_is_set_with_consent_and_goes_back_to_exactly_its_half_day() {
        Plan plan = outside.psoPlan();
        assertThat(refusal(bot.desk().request(Organisation.REQUESTER, "Alex", plan, "because", false)))
                .isEqualTo(Refusal.NO_CONSENT);
        ChangeView set = done(plan);
        assertThat(outside.psoAge).isZero();

        ChangeView back = taken(ask(planned(set), false));
        bot.approve(back, Organisation.APPROVER);
        bot.relayWorks(back);
        bot.awaitState(back, ChangeState.DONE);

        assertThat(outside.psoAge).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void an_undo_whose_world_has_moved_is_stale_like_any_other() {
        ChangeView lowered = done(outside.agePlan(LIFETIME));
        ChangeView undo = taken(ask(planned(lowered), false));
        outside.gpoDays = 3;

        bot.approve(undo, Organisation.APPROVER);
        bot.awaitState(undo, ChangeState.STALE);

        assertThat(outside.gpoDays).isEqualTo(3);
        assertThat(bot.now(lowered).undoable()).as("it may be asked for again").isTrue();
    }

    @Test
    void one_undo_is_open_at_a_time() {
        ChangeView lowered = done(outside.agePlan(LIFETIME));
        UndoPlan.Planned undo = planned(lowered);
        ChangeView open = taken(ask(undo, false));

        assertThat(refused(lowered)).isEqualTo(Refusal.ALREADY_OPEN);
        assertThat(refusal(ask(undo, false))).isEqualTo(Refusal.ALREADY_OPEN);

        bot.desk().withdraw(open.id(), open.version(), Organisation.REQUESTER);
        assertThat(bot.now(lowered).undoable()).isTrue();
    }

    @Test
    void what_was_never_carried_out_and_what_is_a_rehearsal_cannot_be_taken_back() {
        ChangeView rejected = taken(bot.ask(outside.agePlan(LIFETIME)));
        assertThat(refused(rejected)).isEqualTo(Refusal.NOTHING_TO_UNDO);
        bot.desk().reject(rejected.id(), rejected.version(), Organisation.APPROVER, "Sam", "");
        assertThat(refused(rejected)).isEqualTo(Refusal.NOTHING_TO_UNDO);

        ChangeView failed = bot.approved(outside.agePlan(LIFETIME));
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(failed.id())));
        outside.relayAnswers(new Outcome.Failed("precondition-failed", "other value"));
        bot.answered(failed);
        bot.awaitState(failed, ChangeState.FAILED);
        assertThat(refused(failed)).isEqualTo(Refusal.NOTHING_TO_UNDO);

        ChangeView rehearsal = taken(bot.ask(outside.rehearsalPlan()));
        assertThat(refused(rehearsal)).isEqualTo(Refusal.REHEARSAL_STAYS);
        bot.desk().withdraw(rehearsal.id(), rehearsal.version(), Organisation.REQUESTER);
        assertThat(((UndoPlan.Refused) bot.desk().planUndo(Organisation.REQUESTER, "no such change")).why())
                .isEqualTo(Refusal.UNKNOWN_CHANGE);
    }

    @Test
    void a_plan_that_is_not_what_takes_it_back_is_refused() {
        ChangeView lowered = done(outside.agePlan(LIFETIME));
        Plan other = outside.plan(
                LIFETIME,
                List.of(new SetMinimumPasswordAge("contoso.test", Organisation.GPO, "Default Domain Policy", 0, 7)));

        assertThat(refusal(
                        bot.desk().requestUndo(Organisation.REQUESTER, "Alex", other, "because", true, lowered.id())))
                .isEqualTo(Refusal.OLD_BUTTON);
    }

    @Test
    void who_may_not_ask_may_not_ask_for_an_undo() {
        ChangeView lowered = done(outside.agePlan(LIFETIME));
        PersonId stranger = new PersonId(Rooms.TENANT, "55555555-5555-5555-5555-555555555555");

        assertThat(((UndoPlan.Refused) bot.desk().planUndo(stranger, lowered.id())).why())
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void what_can_be_taken_back_is_offered_newest_first() {
        ChangeView first = done(outside.agePlan(LIFETIME));
        outside.clock.pass(Duration.ofMinutes(1));
        ChangeView second = done(outside.grantPlan());

        assertThat(bot.desk().undoable(2)).extracting(ChangeView::id).containsExactly(second.id(), first.id());
    }

    @Test
    void an_undo_survives_a_restart_between_asking_and_approval() {
        ChangeView granted = done(outside.grantPlan());
        ChangeView undo = taken(ask(planned(granted), false));

        bot.restart();
        bot.approve(undo, Organisation.APPROVER);
        bot.relayWorks(undo);

        assertThat(bot.awaitState(undo, ChangeState.DONE).undoes().id()).isEqualTo(granted.id());
        assertThat(outside.missing).containsExactly(Organisation.ENTRY);
    }

    @Test
    void the_trail_says_who_accepted_what_it_costs_and_for_which_plan() throws Exception {
        ChangeView lowered = done(outside.agePlan(LIFETIME));
        done(outside.grantPlan());

        List<Map<String, Object>> rows = bot.jdbc()
                .sql("select actor, subject, details from audit_trail where kind = 'change.consent' order by seq desc")
                .query()
                .listOfRows();
        assertThat(rows.get(0).get("subject")).isEqualTo(lowered.id());
        assertThat(rows.get(0).get("actor")).isEqualTo(Organisation.REQUESTER.text());
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(String.valueOf(rows.get(0).get("details")))
                        .get("hash")
                        .stringValue())
                .isEqualTo(lowered.planHash());
    }

    @Test
    void a_domain_controller_that_is_behind_is_waited_for_by_name_and_is_no_failure() {
        outside.replicas = List.of(new Replica("dc2", false, Sighting.seen(Duration.ofDays(1)), Sighting.seen(4)));
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        bot.relayWorks(change);
        await().until(() -> bot.now(change).why().code().equals("not-yet-there"));

        ChangeView waiting = bot.now(change);
        assertThat(waiting.state()).isEqualTo(ChangeState.VERIFYING);
        assertThat(waiting.why()).isEqualTo(Detail.of("not-yet-there", "server", "dc2"));
        assertThat(waiting.nextLookAt()).isNotNull();

        outside.replicas = List.of(new Replica(
                "dc2", false, Sighting.unseen(Cause.UNREACHABLE, ""), Sighting.unseen(Cause.UNREACHABLE, "")));
        outside.clock.pass(Duration.ofMinutes(1));
        await().until(() -> bot.now(change).why().equals(Detail.of("cannot-see-there", "server", "dc2")));

        outside.replicas = List.of(new Replica("dc2", false, Sighting.seen(Duration.ZERO), Sighting.seen(5)));
        outside.clock.pass(Duration.ofMinutes(1));
        bot.awaitState(change, ChangeState.DONE);
    }

    @Test
    void a_domain_controller_that_stays_behind_leaves_the_change_unverified() {
        outside.replicas = List.of(new Replica("dc2", false, Sighting.seen(Duration.ofDays(1)), Sighting.seen(4)));
        ChangeView change = bot.approved(outside.agePlan(LIFETIME));
        bot.relayWorks(change);
        await().until(() -> bot.now(change).nextLookAt() != null
                && bot.now(change).why().code().equals("not-yet-there"));

        outside.clock.pass(Duration.ofHours(5));

        assertThat(bot.awaitState(change, ChangeState.UNVERIFIED).undoable()).isTrue();
    }

    @Test
    void that_an_edit_of_somebody_elses_was_overwritten_is_said() {
        ChangeView change = bot.approved(outside.grantPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        outside.missing.clear();
        outside.relayAnswers(
                new Outcome.Done(ProtocolJson.write(new Applied("dc1.contoso.test", "backup", Sighting.seen(false)))));
        bot.answered(change);

        assertThat(bot.awaitState(change, ChangeState.DONE).outcomes().get(0).how())
                .isEqualTo(
                        new Detail("applied-over", Map.of("domainController", "dc1.contoso.test", "backup", "backup")));
    }

    @Test
    void rights_in_doubt_are_looked_for_and_found() {
        ChangeView change = bot.approved(outside.grantPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        outside.missing.clear();
        outside.relayAnswers(new Outcome.InDoubt("killed after writing"));
        bot.answered(change);

        assertThat(bot.awaitState(change, ChangeState.DONE)
                        .outcomes()
                        .get(0)
                        .how()
                        .code())
                .isEqualTo("found-applied");
    }

    @Test
    void rights_in_doubt_that_are_not_there_after_a_pause_have_failed_and_are_not_granted_again() {
        ChangeView change = bot.approved(outside.grantPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        outside.relayAnswers(new Outcome.InDoubt("killed before writing"));
        bot.answered(change);
        bot.awaitState(change, ChangeState.IN_DOUBT);
        await().until(() -> bot.now(change).nextLookAt() != null);

        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.FAILED);
        assertThat(outside.missing).containsExactly(Organisation.ENTRY);
    }

    @Test
    void an_answer_that_cannot_be_read_is_in_doubt_until_it_is_looked_up() {
        ChangeView change = bot.approved(outside.psoPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        outside.psoAge = Duration.ZERO;
        outside.relayAnswers(new Outcome.Done("{\"unexpected\":1}"));
        bot.answered(change);

        bot.awaitState(change, ChangeState.DONE);
    }

    private ChangeView done(Plan plan) {
        ChangeView change = bot.approved(plan);
        bot.relayWorks(change);
        return bot.awaitState(change, ChangeState.DONE);
    }

    private UndoPlan.Planned planned(ChangeView change) {
        return (UndoPlan.Planned) bot.desk().planUndo(Organisation.REQUESTER, change.id());
    }

    private Refusal refused(ChangeView change) {
        return ((UndoPlan.Refused) bot.desk().planUndo(Organisation.REQUESTER, change.id())).why();
    }

    private Decision ask(UndoPlan.Planned undo, boolean consent) {
        return bot.desk()
                .requestUndo(
                        Organisation.REQUESTER,
                        "Alex",
                        undo.plan(),
                        "because",
                        consent,
                        undo.undone().id());
    }

    private static ChangeView taken(Decision decision) {
        return ((Decision.Taken) decision).change();
    }

    private static Refusal refusal(Decision decision) {
        return ((Decision.Refused) decision).why();
    }
}
