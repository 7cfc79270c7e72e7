package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

class PlannerTest {

    private static final String REQUESTER = Sightings.TENANT + "/00000000-0000-0000-0000-000000000001";
    private static final Instant EXPIRES = Sightings.NOW.plus(Duration.ofHours(8));

    private final Sightings organisation = Sightings.allDone();

    @Test
    void one_day_in_the_winning_gpo_is_planned_to_zero_there() {
        links(Sightings.defaultPolicy(1));

        assertThat(planned()).contains(set(Sightings.DEFAULT_POLICY, "Default Domain Policy", 1));
        assertThat(Planner.minimumAge(organisation.look(), REQUESTER, EXPIRES))
                .contains(new Plan(
                        Sightings.TENANT,
                        "main",
                        REQUESTER,
                        EXPIRES,
                        List.of(set(Sightings.DEFAULT_POLICY, "Default Domain Policy", 1))));
    }

    @Test
    void nothing_is_planned_where_zero_is_set_already() {
        organisation.head = Sightings.head(Duration.ofDays(1));

        assertThat(planned()).isEmpty();
    }

    @Test
    void nothing_is_planned_where_no_gpo_decides() {
        links(Sightings.defaultPolicy(null));

        assertThat(planned()).isEmpty();
    }

    @Test
    void a_pso_does_not_hinder_the_plan_for_the_domain() {
        links(Sightings.defaultPolicy(1));
        organisation.settings = Sighting.unseen(Cause.DENIED, "");

        assertThat(planned()).isPresent();
    }

    @Test
    void an_unreadable_gpo_before_the_winner_hinders_the_plan() {
        links(
                Sightings.gpo(Sightings.OTHER_POLICY, "Hidden", 0, Sighting.unseen(Cause.DENIED, "")),
                Sightings.defaultPolicy(1));

        assertThat(planned()).isEmpty();
        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.AGE_GPO)))
                .isEqualTo("unknown.unseen");
    }

    @Test
    void an_unreadable_gpo_after_the_winner_does_not() {
        links(
                Sightings.defaultPolicy(1),
                Sightings.gpo(Sightings.OTHER_POLICY, "Hidden", 2, Sighting.unseen(Cause.DENIED, "")));

        assertThat(planned()).isPresent();
    }

    @Test
    void an_unreadable_gpo_on_a_disabled_link_does_not() {
        links(
                new LinkedGpo(Sightings.OTHER_POLICY, "Hidden", 0, false, false, Sighting.unseen(Cause.DENIED, "")),
                Sightings.defaultPolicy(1));

        assertThat(planned()).contains(set(Sightings.DEFAULT_POLICY, "Default Domain Policy", 1));
    }

    @Test
    void an_enforced_link_lower_down_is_the_one_that_is_changed() {
        links(
                Sightings.defaultPolicy(0),
                new LinkedGpo(Sightings.OTHER_POLICY, "Baseline", 2, true, true, Sightings.contents(2)));

        assertThat(planned()).contains(set(Sightings.OTHER_POLICY, "Baseline", 2));
    }

    @Test
    void a_gpo_that_no_client_applies_is_passed_over() {
        links(
                Sightings.gpo(
                        Sightings.OTHER_POLICY,
                        "No extension",
                        0,
                        Sighting.seen(new GpoContents(true, 3, 3, false, 5))),
                Sightings.gpo(
                        Sightings.OTHER_POLICY, "Users only", 0, Sighting.seen(new GpoContents(false, 3, 3, true, 5))),
                Sightings.gpo(
                        Sightings.OTHER_POLICY, "Never edited", 0, Sighting.seen(new GpoContents(true, 0, 0, true, 5))),
                Sightings.defaultPolicy(1));

        assertThat(planned()).contains(set(Sightings.DEFAULT_POLICY, "Default Domain Policy", 1));
    }

    @Test
    void a_gpo_whose_two_stores_differ_is_left_alone() {
        links(Sightings.gpo(
                Sightings.DEFAULT_POLICY, "Default", 1, Sighting.seen(new GpoContents(true, 4, 3, true, 1))));

        assertThat(planned()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1000, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_number_of_days_that_no_gpo_can_hold_is_left_alone(int days) {
        links(Sightings.defaultPolicy(days));

        assertThat(planned()).isEmpty();
    }

    @Test
    void without_a_domain_there_is_no_plan() {
        links(Sightings.defaultPolicy(1));
        organisation.head = Sighting.unseen(Cause.TIMEOUT, "");

        assertThat(planned()).isEmpty();
    }

    @Test
    void a_rehearsal_tries_the_policy_before_the_channel() {
        Sighting<Plan> plan = Planner.rehearsal(organisation.look(), account(), REQUESTER, EXPIRES);

        assertThat(((Seen<Plan>) plan).value().actions())
                .containsExactly(
                        new RehearsePolicy("contoso.test", "CN=Pilot"),
                        new RehearseChannel("contoso.test", "CN=Pilot", "pilot@contoso.test"));
    }

    @Test
    void a_rehearsal_in_a_domain_out_of_sight_says_why_it_is() {
        organisation.directory = Sighting.unseen(Cause.NO_RELAY, "no relay for main");

        assertThat(Planner.rehearsal(organisation.look(), account(), REQUESTER, EXPIRES))
                .isEqualTo(new Unseen<Plan>(Cause.NO_RELAY, "no relay for main"));
    }

    private Optional<SetMinimumPasswordAge> planned() {
        return Planner.minimumAge(organisation.look(), REQUESTER, EXPIRES)
                .map(plan -> (SetMinimumPasswordAge) plan.actions().get(0));
    }

    private void links(LinkedGpo... links) {
        organisation.links = Sighting.seen(List.of(links));
    }

    private static SetMinimumPasswordAge set(UUID gpo, String name, int days) {
        return new SetMinimumPasswordAge("contoso.test", gpo, name, days, 0);
    }

    private static AccountFacts account() {
        return new AccountFacts(
                Sightings.NOW,
                "dc1.contoso.test",
                "CN=Pilot",
                "pilot",
                "pilot@contoso.test",
                "S-1-5-21-1-2-3-1104",
                true,
                false,
                true,
                Sighting.seen(new AccountFacts.PasswordSet(Sightings.daysAgo(9))),
                Sighting.seen(4L),
                Sighting.seen(new AccountFacts.ResultantPolicy(null)));
    }
}
