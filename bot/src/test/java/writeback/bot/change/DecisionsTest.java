package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static writeback.bot.change.Organisation.APPROVER;
import static writeback.bot.change.Organisation.GUEST;
import static writeback.bot.change.Organisation.REQUESTER;
import static writeback.bot.change.Organisation.ROLELESS;
import static writeback.bot.change.Organisation.SECOND_APPROVER;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.bot.runbook.EntraRoles;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Plan;

/** Who may ask and decide, and what a second press, somebody else's press and an old card come to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionsTest {

    private static final PersonId NOBODY = new PersonId(Rooms.TENANT, "55555555-5555-5555-5555-555555555555");

    private final Bot bot =
            new Bot(Rooms.inMemory("decisions-" + UUID.randomUUID()), new Organisation(new MovableClock()));
    private final Organisation outside = bot.outside;

    @AfterEach
    void withdrawWhatIsOpen() {
        outside.signedOut.clear();
        outside.oneHuman = Set.of();
        outside.changes = true;
        outside.visible = true;
        bot.desk().open().forEach(change -> bot.desk().withdraw(change.id(), change.version(), REQUESTER));
        outside.clock.pass(Duration.ofHours(9));
        await().until(() -> {
            // Time goes on: who found the change busy looks again a second later, and what failed up to ten minutes
            // later.
            outside.clock.pass(Duration.ofSeconds(10));
            return bot.desk().open().isEmpty();
        });
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    @Test
    void the_requester_cannot_approve_even_with_right_and_role() {
        assertThat(refusal(bot.approve(asked(), REQUESTER))).isEqualTo(Refusal.OWN_APPROVAL);
        assertThat(bot.desk().open()).extracting(ChangeView::state).containsExactly(ChangeState.AWAITING_APPROVAL);
    }

    @Test
    void the_requester_cannot_decide_as_the_person_whom_their_account_was_linked_to() {
        ChangeView change = asked();
        outside.oneHuman = Set.of(REQUESTER, APPROVER);

        assertThat(refusal(bot.approve(change, APPROVER))).isEqualTo(Refusal.OWN_ACCOUNT);
        assertThat(refusal(bot.desk().reject(change.id(), change.version(), APPROVER, "Sam", "")))
                .isEqualTo(Refusal.OWN_ACCOUNT);
        assertThat(bot.now(change).state()).isEqualTo(ChangeState.AWAITING_APPROVAL);
    }

    @Test
    void an_approval_does_not_hold_when_its_two_persons_turn_out_to_be_one_before_the_start() {
        outside.visible = false;
        ChangeView change = bot.approved(outside.agePlan(Duration.ofHours(8)));
        await().until(() -> bot.now(change).nextLookAt() != null);

        outside.oneHuman = Set.of(REQUESTER, APPROVER);
        outside.visible = true;
        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.STALE);
        assertThat(bot.now(change).why()).isEqualTo(Detail.of("approval-invalid"));
        assertThat(outside.orders.keySet()).noneMatch(id -> id.startsWith(change.id()));
    }

    @Test
    void nor_does_it_for_the_actions_that_have_not_begun() {
        ChangeView change = bot.approved(outside.rehearsalPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        int resets = outside.resets.size();

        outside.oneHuman = Set.of(REQUESTER, APPROVER);
        bot.relayWorks(change);

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);
        assertThat(failed.outcomes().get(1).code()).isEqualTo("approval-invalid");
        assertThat(outside.resets).hasSize(resets);
    }

    @Test
    void a_person_of_another_tenant_cannot_approve_even_with_a_known_object_id() {
        assertThat(refusal(bot.approve(asked(), GUEST))).isEqualTo(Refusal.FOREIGN_TENANT);
    }

    @Test
    void in_a_mode_that_changes_nothing_nobody_asks() {
        outside.changes = false;

        assertThat(refusal(bot.ask(outside.rehearsalPlan()))).isEqualTo(Refusal.NOT_IN_THIS_MODE);
        assertThat(bot.desk().open()).isEmpty();
    }

    @Test
    void in_a_mode_that_changes_nothing_a_request_can_be_turned_down_and_not_approved() {
        ChangeView change = asked();
        outside.changes = false;

        assertThat(refusal(bot.approve(change, APPROVER))).isEqualTo(Refusal.NOT_IN_THIS_MODE);
        assertThat(bot.now(change).state()).isEqualTo(ChangeState.AWAITING_APPROVAL);
        assertThat(bot.desk().reject(change.id(), change.version(), APPROVER, "Sam", ""))
                .isInstanceOf(Decision.Taken.class);
    }

    @Test
    void what_was_approved_does_not_start_in_a_mode_that_changes_nothing() {
        outside.visible = false;
        ChangeView change = bot.approved(outside.agePlan(Duration.ofHours(8)));
        await().until(() -> bot.now(change).nextLookAt() != null);

        outside.changes = false;
        outside.visible = true;
        outside.clock.pass(Duration.ofMinutes(1));

        bot.awaitState(change, ChangeState.STALE);
        assertThat(bot.now(change).why()).isEqualTo(Detail.of("not-in-this-mode"));
        assertThat(outside.orders.keySet()).noneMatch(id -> id.startsWith(change.id()));
    }

    @Test
    void an_action_that_has_not_begun_does_not_begin_in_a_mode_that_changes_nothing() {
        ChangeView change = bot.approved(outside.rehearsalPlan());
        await().until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        int resets = outside.resets.size();

        outside.changes = false;
        bot.relayWorks(change);

        ChangeView failed = bot.awaitState(change, ChangeState.FAILED);
        assertThat(failed.outcomes().get(0).progress()).isEqualTo(ChangeView.Progress.DONE);
        assertThat(failed.outcomes().get(1).code()).isEqualTo("not-in-this-mode");
        assertThat(outside.resets).hasSize(resets);
    }

    @Test
    void without_a_sign_in_nobody_approves() {
        outside.signOut(APPROVER);

        assertThat(refusal(bot.approve(asked(), APPROVER))).isEqualTo(Refusal.NOT_SIGNED_IN);
    }

    @Test
    void without_the_right_nobody_approves_whatever_their_role() {
        outside.roles.put(NOBODY, Sighting.seen(List.of(EntraRoles.GLOBAL_ADMINISTRATOR)));

        assertThat(refusal(bot.approve(asked(), NOBODY))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void without_an_active_role_nobody_approves_whatever_their_right() {
        assertThat(refusal(bot.approve(asked(), ROLELESS))).isEqualTo(Refusal.NO_ROLE);
    }

    @Test
    void a_role_that_cannot_be_read_is_no_role() {
        Sighting<List<String>> before = outside.roles.put(SECOND_APPROVER, Sighting.unseen(Cause.THROTTLED, "later"));
        try {
            assertThat(refusal(bot.approve(asked(), SECOND_APPROVER))).isEqualTo(Refusal.ROLE_UNKNOWN);
        } finally {
            outside.roles.put(SECOND_APPROVER, before);
        }
    }

    @Test
    void either_of_the_two_roles_lets_a_person_approve() {
        ChangeView first = asked();
        outside.visible = false;

        Decision decision = bot.approve(first, SECOND_APPROVER);

        assertThat(((Decision.Taken) decision).change().state()).isEqualTo(ChangeState.APPROVED);
        assertThat(((Decision.Taken) decision).change().decider()).isEqualTo(SECOND_APPROVER);
    }

    @Test
    void of_many_presses_at_once_one_counts() {
        ChangeView change = asked();
        outside.visible = false;

        List<Decision> decisions = IntStream.range(0, 24)
                .parallel()
                .mapToObj(number -> number % 3 == 0
                        ? bot.desk().reject(change.id(), 1, SECOND_APPROVER, "Kim", "")
                        : bot.approve(change, APPROVER))
                .toList();

        assertThat(decisions).filteredOn(one -> one instanceof Decision.Taken).hasSize(1);
        assertThat(decisions)
                .filteredOn(one -> one instanceof Decision.Refused)
                .extracting(DecisionsTest::refusal)
                .containsOnly(Refusal.ALREADY_DECIDED);
    }

    @Test
    void a_second_press_shows_how_it_was_decided() {
        ChangeView change = asked();
        bot.desk().reject(change.id(), change.version(), APPROVER, "Sam", "");

        Decision.Refused second = (Decision.Refused) bot.approve(change, SECOND_APPROVER);

        assertThat(second.why()).isEqualTo(Refusal.ALREADY_DECIDED);
        assertThat(second.change().deciderName()).isEqualTo("Sam");
    }

    @Test
    void a_button_of_another_version_does_not_count() {
        ChangeView change = asked();

        Decision decision = bot.desk().approve(change.id(), change.version() + 1, APPROVER, "Sam", "");

        assertThat(refusal(decision)).isEqualTo(Refusal.OLD_BUTTON);
    }

    @Test
    void yesterdays_button_says_that_the_plan_has_expired() {
        ChangeView change = asked();
        outside.clock.pass(Duration.ofHours(9));

        assertThat(refusal(bot.approve(change, APPROVER))).isEqualTo(Refusal.PLAN_EXPIRED);
    }

    @Test
    void a_change_that_never_was_is_unknown() {
        assertThat(refusal(bot.desk().approve("no-such", 1, APPROVER, "Sam", "")))
                .isEqualTo(Refusal.UNKNOWN_CHANGE);
    }

    @Test
    void only_who_asked_may_withdraw() {
        ChangeView change = asked();

        assertThat(refusal(bot.desk().withdraw(change.id(), change.version(), APPROVER)))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void asking_needs_right_sign_in_reason_and_consent() {
        Plan plan = outside.agePlan(Duration.ofHours(8));

        assertThat(refusal(bot.desk().request(REQUESTER, "Alex", plan, " ", true)))
                .isEqualTo(Refusal.NO_REASON);
        assertThat(refusal(bot.desk().request(REQUESTER, "Alex", plan, "why", false)))
                .isEqualTo(Refusal.NO_CONSENT);
        Plan approvers = new Plan(plan.tenant(), plan.premises(), APPROVER.text(), plan.expiresAt(), plan.actions());
        assertThat(refusal(bot.desk().request(APPROVER, "Sam", approvers, "why", true)))
                .isEqualTo(Refusal.NOT_ALLOWED);
        outside.signOut(REQUESTER);
        assertThat(refusal(bot.ask(plan))).isEqualTo(Refusal.NOT_SIGNED_IN);
    }

    @Test
    void a_plan_that_has_expired_before_it_is_asked_for_is_refused() {
        assertThat(refusal(bot.ask(outside.agePlan(Duration.ofMinutes(-1))))).isEqualTo(Refusal.PLAN_EXPIRED);
    }

    @Test
    void nobody_asks_with_somebody_elses_plan() {
        Plan plan = outside.agePlan(Duration.ofHours(8));

        assertThatThrownBy(() -> bot.desk().request(APPROVER, "Sam", plan, "why", true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_change_is_open_once() {
        ChangeView first = asked();

        Decision.Refused second = (Decision.Refused) bot.ask(outside.agePlan(Duration.ofHours(7)));

        assertThat(second.why()).isEqualTo(Refusal.ALREADY_OPEN);
        assertThat(second.change().id()).isEqualTo(first.id());
    }

    @Test
    void decisions_that_do_not_count_are_in_the_trail() {
        ChangeView change = asked();
        bot.approve(change, ROLELESS);

        assertThat(bot.jdbc()
                        .sql("select actor from audit_trail where kind = 'change.approve-refused' and subject = ?")
                        .param(change.id())
                        .query(String.class)
                        .list())
                .containsExactly(ROLELESS.text());
    }

    private ChangeView asked() {
        return ((Decision.Taken) bot.ask(outside.agePlan(Duration.ofHours(8)))).change();
    }

    private static Refusal refusal(Decision decision) {
        return ((Decision.Refused) decision).why();
    }
}
