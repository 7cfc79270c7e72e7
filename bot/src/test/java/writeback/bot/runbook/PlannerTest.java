package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

class PlannerTest {

    private static final String REQUESTER = Sightings.TENANT + "/00000000-0000-0000-0000-000000000001";
    private static final Instant EXPIRES = Sightings.NOW.plus(Duration.ofHours(8));

    private final Sightings organisation = Sightings.allDone();

    @Test
    void one_day_in_the_winning_gpo_is_planned_to_zero_there() {
        links(Sightings.defaultPolicy(1));

        assertThat(planned()).contains(set(Sightings.DEFAULT_POLICY, "Default Domain Policy", 1));
        PlanOffer offer = Planner.offers(organisation.look()).get(0);
        assertThat(Planner.plan(organisation.look(), offer, REQUESTER, EXPIRES))
                .isEqualTo(new Plan(
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
        return offered(SetMinimumPasswordAge.class).stream().findFirst();
    }

    @Test
    void what_the_root_lacks_is_granted_there_exactly() {
        organisation.sample = Sightings.sample(5, 0, 0);
        organisation.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY, Sightings.UNEXPIRE_ENTRY));

        assertThat(offered(GrantRights.class))
                .containsExactly(new GrantRights(
                        "contoso.test",
                        "DC=contoso,DC=test",
                        Sightings.CONNECTOR_SID,
                        Sightings.CONNECTOR,
                        List.of(Sightings.RESET_ENTRY, Sightings.UNEXPIRE_ENTRY),
                        Sightings.ROOT));
    }

    @Test
    void nothing_is_granted_where_users_have_the_rights_already_or_an_entry_keeps_them_away() {
        organisation.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY));
        assertThat(Planner.offers(organisation.look())).isEmpty();

        organisation.missing = Sighting.seen(List.of());
        organisation.sample = Sightings.sample(5, 0, 0);
        assertThat(Planner.offers(organisation.look())).isEmpty();
    }

    @Test
    void each_pso_that_makes_people_wait_is_planned_by_itself() {
        organisation.settings = Sighting.seen(List.of(
                Sightings.pso("late", Duration.ofHours(36), 20, "CN=Staff"),
                Sightings.pso("zero", Duration.ZERO, 5, "CN=Staff"),
                Sightings.pso("nobody", Duration.ofDays(1), 6),
                Sightings.pso("endless", Duration.ofDays(1000), 7, "CN=Staff"),
                Sightings.pso("first", Duration.ofDays(1), 10, "CN=Staff")));

        assertThat(offered(SetPsoMinimumAge.class))
                .extracting(SetPsoMinimumAge::name, SetPsoMinimumAge::before, SetPsoMinimumAge::after)
                .containsExactly(
                        tuple("first", Duration.ofDays(1), Duration.ZERO),
                        tuple("late", Duration.ofHours(36), Duration.ZERO));
    }

    @Test
    void each_domain_has_offers_of_its_own_with_keys_of_their_own() {
        links(Sightings.defaultPolicy(1));
        Snapshot there = organisation.look();
        DirectoryFacts facts = ((Seen<DirectoryFacts>) there.directory()).value();
        organisation.others = List.of(new Snapshot.OtherDomain(
                "child.contoso.test",
                Sighting.seen(new DirectoryFacts(
                        facts.readAt(),
                        facts.domainController(),
                        facts.enabledAccounts(),
                        Sighting.seen(new DomainHead(
                                "child.contoso.test", "DC=child,DC=contoso,DC=test", Duration.ofDays(1), 24)),
                        facts.linkedGpos(),
                        facts.passwordSettings(),
                        facts.policyHints(),
                        facts.changeAccess(),
                        facts.replicas(),
                        facts.domains())),
                there.connector()));

        List<PlanOffer> offers = Planner.offers(organisation.look());

        assertThat(offers)
                .extracting(PlanOffer::domain, offer -> offer.action().domain())
                .containsExactly(
                        tuple("contoso.test", "contoso.test"), tuple("child.contoso.test", "child.contoso.test"));
        assertThat(offers).extracting(PlanOffer::key).doesNotHaveDuplicates();
    }

    private <T extends Action> List<T> offered(Class<T> kind) {
        return Planner.offers(organisation.look()).stream()
                .map(PlanOffer::action)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
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
