package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** A plan before it runs and after: does the world fit it, and is what it set there. */
class PlanFitAndVerificationTest {

    private static final Action TO_ZERO =
            new SetMinimumPasswordAge("contoso.test", Sightings.DEFAULT_POLICY, "Default Domain Policy", 1, 0);
    private static final Action POLICY = new RehearsePolicy("contoso.test", "CN=Pilot");
    private static final Action CHANNEL = new RehearseChannel("contoso.test", "CN=Pilot", "pilot@contoso.test");

    static Stream<Arguments> worlds() {
        return Stream.of(
                world("as planned", PlanFit.FITS, it -> days(it, 1)),
                world("head lags behind", PlanFit.FITS, it -> {
                    days(it, 1);
                    it.head = Sightings.head(Duration.ofDays(1));
                }),
                world("already zero", PlanFit.MOVED, it -> days(it, 0)),
                world("another value", PlanFit.MOVED, it -> days(it, 2)),
                world("no longer defined", PlanFit.MOVED, it -> days(it, null)),
                world(
                        "another GPO wins",
                        PlanFit.MOVED,
                        it -> it.links = Sighting.seen(List.of(
                                Sightings.gpo(Sightings.OTHER_POLICY, "Other", 0, Sightings.contents(1)),
                                Sightings.defaultPolicy(1)))),
                world("stores differ", PlanFit.CANNOT_TELL, PlanFitAndVerificationTest::storesDiffer),
                world(
                        "an unreadable GPO comes first",
                        PlanFit.CANNOT_TELL,
                        it -> it.links = Sighting.seen(List.of(
                                Sightings.gpo(Sightings.OTHER_POLICY, "Hidden", 0, Sighting.unseen(Cause.DENIED, "")),
                                Sightings.defaultPolicy(1)))),
                world("GPOs unseen", PlanFit.CANNOT_TELL, it -> it.links = Sighting.unseen(Cause.TIMEOUT, "")),
                world("head unseen", PlanFit.CANNOT_TELL, it -> {
                    days(it, 1);
                    it.head = Sighting.unseen(Cause.TIMEOUT, "");
                }),
                world("no relay", PlanFit.CANNOT_TELL, it -> it.directory = Sighting.unseen(Cause.NO_RELAY, "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("worlds")
    void a_change_fits_only_the_world_that_it_expects(String name, PlanFit fit, Consumer<Sightings> bend) {
        assertThat(fit(bend, TO_ZERO)).isEqualTo(fit);
    }

    @Test
    void a_plan_for_another_tenant_premises_or_domain_does_not_fit() {
        Snapshot seen = world(it -> days(it, 1));

        assertThat(PlanFit.check(new Plan("other", "main", "r", Sightings.NOW, List.of(TO_ZERO)), seen))
                .isEqualTo(PlanFit.MOVED);
        assertThat(PlanFit.check(new Plan(Sightings.TENANT, "elsewhere", "r", Sightings.NOW, List.of(TO_ZERO)), seen))
                .isEqualTo(PlanFit.MOVED);
        for (Action elsewhere : List.of(
                new SetMinimumPasswordAge("fabrikam.test", Sightings.DEFAULT_POLICY, "Default", 1, 0),
                new RehearsePolicy("fabrikam.test", "CN=Pilot"),
                new RehearseChannel("fabrikam.test", "CN=Pilot", "pilot@contoso.test"))) {
            assertThat(PlanFit.check(plan(elsewhere), seen)).isEqualTo(PlanFit.MOVED);
        }
    }

    @Test
    void a_rehearsal_needs_a_directory_that_answers() {
        assertThat(fit(it -> {}, POLICY, CHANNEL)).isEqualTo(PlanFit.FITS);
        assertThat(fit(it -> it.controller = Sighting.unseen(Cause.UNREACHABLE, ""), POLICY, CHANNEL))
                .isEqualTo(PlanFit.CANNOT_TELL);
        assertThat(fit(it -> it.head = Sighting.unseen(Cause.UNREACHABLE, ""), POLICY))
                .isEqualTo(PlanFit.CANNOT_TELL);
    }

    @Test
    void one_action_that_moved_outweighs_one_that_cannot_be_told() {
        Consumer<Sightings> bend = it -> {
            days(it, 2);
            it.controller = Sighting.unseen(Cause.UNREACHABLE, "");
        };

        assertThat(fit(bend, POLICY, TO_ZERO)).isEqualTo(PlanFit.MOVED);
    }

    static Stream<Arguments> aftermaths() {
        return Stream.of(
                aftermath("written and in force", Verification.VERIFIED, it -> days(it, 0)),
                aftermath("written, refresh pending", Verification.NOT_YET, it -> {
                    days(it, 0);
                    it.head = Sightings.head(Duration.ofDays(1));
                }),
                aftermath("in force for now, not written", Verification.CONTRADICTED, it -> days(it, 1)),
                aftermath("no longer defined", Verification.CONTRADICTED, it -> days(it, null)),
                aftermath(
                        "another GPO says the same",
                        Verification.CONTRADICTED,
                        it -> it.links = Sighting.seen(
                                List.of(Sightings.gpo(Sightings.OTHER_POLICY, "Other", 0, Sightings.contents(0))))),
                aftermath("stores differ", Verification.CANNOT_TELL, PlanFitAndVerificationTest::storesDiffer),
                aftermath("a replica still holds the old value", Verification.NOT_YET, it -> {
                    days(it, 0);
                    it.replicas = Sighting.seen(
                            List.of(Sightings.replica("dc2", Duration.ofDays(1)), Sightings.silent("dc3")));
                }),
                aftermath("a replica holds an older version of the policy", Verification.NOT_YET, it -> {
                    days(it, 0);
                    it.replicas = Sighting.seen(
                            List.of(new Replica("dc2", false, Sighting.seen(Duration.ZERO), Sighting.seen(2))));
                }),
                aftermath("all replicas follow", Verification.VERIFIED, it -> {
                    days(it, 0);
                    it.replicas = Sighting.seen(List.of(Sightings.replica("dc2", Duration.ZERO)));
                }),
                aftermath("a replica is silent", Verification.CANNOT_TELL, it -> {
                    days(it, 0);
                    it.replicas = Sighting.seen(List.of(Sightings.silent("dc2")));
                }),
                aftermath("replicas cannot be found out", Verification.CANNOT_TELL, it -> {
                    days(it, 0);
                    it.replicas = Sighting.unseen(Cause.DENIED, "");
                }),
                aftermath("an older relay does not look at replicas", Verification.VERIFIED, it -> {
                    days(it, 0);
                    it.replicas = Sighting.unseen(Cause.NOT_REPORTED, "");
                }),
                aftermath("head unseen", Verification.CANNOT_TELL, it -> it.head = Sighting.unseen(Cause.TIMEOUT, "")),
                aftermath(
                        "no relay",
                        Verification.CANNOT_TELL,
                        it -> it.directory = Sighting.unseen(Cause.NO_RELAY, "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("aftermaths")
    void a_change_is_verified_by_what_is_seen(String name, Verification expected, Consumer<Sightings> bend) {
        assertThat(Verification.of(TO_ZERO, world(bend))).isEqualTo(expected);
    }

    @Test
    void half_a_day_in_force_is_not_yet_zero() {
        assertThat(Verification.of(TO_ZERO, world(it -> it.head = Sightings.head(Duration.ofHours(12)))))
                .isEqualTo(Verification.NOT_YET);
    }

    static Stream<Arguments> otherActions() {
        SetPsoMinimumAge pso = new SetPsoMinimumAge(
                "contoso.test",
                Sightings.pso("staff", Duration.ZERO, 1).distinguishedName().toLowerCase(Locale.ROOT),
                "staff",
                Duration.ofHours(36),
                Duration.ZERO);
        GrantRights grant = new GrantRights(
                "contoso.test",
                "DC=contoso,DC=test",
                Sightings.CONNECTOR_SID,
                Sightings.CONNECTOR,
                List.of(Sightings.RESET_ENTRY),
                Sightings.ROOT);
        Action revoke = grant.inverse().orElseThrow();
        Consumer<Sightings> lacking = it -> it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY));
        Consumer<Sightings> dark = it -> it.connector = Sighting.unseen(Cause.TIMEOUT, "");
        Consumer<Sightings> early = it -> staff(it, Duration.ofHours(36));
        return Stream.of(
                arguments("pso as before", pso, PlanFit.FITS, Verification.CONTRADICTED, early),
                arguments("pso set", pso, PlanFit.MOVED, Verification.VERIFIED, (Consumer<Sightings>)
                        it -> staff(it, Duration.ZERO)),
                arguments("pso otherwise", pso, PlanFit.MOVED, Verification.CONTRADICTED, (Consumer<Sightings>)
                        it -> staff(it, Duration.ofDays(1))),
                arguments("pso gone", pso, PlanFit.MOVED, Verification.CONTRADICTED, (Consumer<Sightings>) it -> {}),
                arguments("psos unseen", pso, PlanFit.CANNOT_TELL, Verification.CANNOT_TELL, (Consumer<Sightings>)
                        it -> it.settings = Sighting.unseen(Cause.DENIED, "")),
                arguments("entry lacking", grant, PlanFit.FITS, Verification.CONTRADICTED, lacking),
                arguments("entry there", grant, PlanFit.FITS, Verification.VERIFIED, (Consumer<Sightings>) it -> {}),
                arguments("connector unseen", grant, PlanFit.CANNOT_TELL, Verification.CANNOT_TELL, dark),
                arguments(
                        "entry to revoke there", revoke, PlanFit.FITS, Verification.CONTRADICTED, (Consumer<Sightings>)
                                it -> {}),
                arguments("entry revoked", revoke, PlanFit.MOVED, Verification.VERIFIED, lacking),
                arguments("revoking unseen", revoke, PlanFit.CANNOT_TELL, Verification.CANNOT_TELL, dark));
    }

    @ParameterizedTest(name = "{0}: {2}, {3}")
    @MethodSource("otherActions")
    void other_actions_fit_and_are_verified_by_what_is_seen(
            String name, Action action, PlanFit fit, Verification verified, Consumer<Sightings> bend) {
        assertThat(fit(bend, action)).isEqualTo(fit);
        assertThat(Verification.of(action, world(bend))).isEqualTo(verified);
    }

    @Test
    void a_grant_fits_only_the_access_list_account_and_root_that_it_was_made_for() {
        for (GrantRights moved : List.of(
                grant("DC=contoso,DC=test", Sightings.CONNECTOR_SID, "cd".repeat(32)),
                grant("DC=contoso,DC=test", "S-1-5-21-1-2-3-9999", Sightings.ROOT),
                grant("DC=fabrikam,DC=test", Sightings.CONNECTOR_SID, Sightings.ROOT))) {
            assertThat(fit(it -> {}, moved)).isEqualTo(PlanFit.MOVED);
        }
    }

    @Test
    void what_became_of_entries_for_an_account_that_is_no_longer_the_connector_cannot_be_told() {
        GrantRights former = grant("DC=contoso,DC=test", "S-1-5-21-1-2-3-9999", Sightings.ROOT);

        for (Action action : List.of(former, former.inverse().orElseThrow())) {
            assertThat(Verification.of(action, world(it -> {}))).isEqualTo(Verification.CANNOT_TELL);
            assertThat(Verification.of(action, world(it -> it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY)))))
                    .isEqualTo(Verification.CANNOT_TELL);
        }
    }

    @Test
    void an_action_is_judged_in_its_own_domain_and_stays_open_while_it_is_not_known_whether_there_is_one() {
        Action there = new SetMinimumPasswordAge(
                "child.contoso.test", Sightings.DEFAULT_POLICY, "Default Domain Policy", 1, 0);
        Sightings child = Sightings.allDone();
        days(child, 1);
        Consumer<Sightings> served = it -> it.others = List.of(new Snapshot.OtherDomain(
                "child.contoso.test", child.look().directory(), child.look().connector()));

        assertThat(fit(served, there)).isEqualTo(PlanFit.FITS);
        assertThat(Verification.of(there, world(served))).isEqualTo(Verification.CONTRADICTED);
        assertThat(fit(it -> it.domains = Sighting.unseen(Cause.TIMEOUT, ""), there))
                .isEqualTo(PlanFit.CANNOT_TELL);
    }

    private static GrantRights grant(String target, String trustee, String expected) {
        return new GrantRights(
                "contoso.test", target, trustee, Sightings.CONNECTOR, List.of(Sightings.RESET_ENTRY), expected);
    }

    private static void staff(Sightings it, Duration age) {
        it.settings = Sighting.seen(List.of(Sightings.pso("staff", age, 1, "CN=Staff")));
    }

    private static PlanFit fit(Consumer<Sightings> bend, Action... actions) {
        return PlanFit.check(plan(actions), world(bend));
    }

    private static Plan plan(Action... actions) {
        return new Plan(Sightings.TENANT, "main", "requester", Sightings.NOW, List.of(actions));
    }

    private static Snapshot world(Consumer<Sightings> bend) {
        Sightings organisation = Sightings.allDone();
        bend.accept(organisation);
        return organisation.look();
    }

    private static void days(Sightings it, @Nullable Integer days) {
        it.links = Sighting.seen(List.of(Sightings.defaultPolicy(days)));
    }

    private static void storesDiffer(Sightings it) {
        it.links = Sighting.seen(List.of(Sightings.gpo(
                Sightings.DEFAULT_POLICY, "Default", 1, Sighting.seen(new GpoContents(true, 4, 3, true, 1)))));
    }

    private static Arguments world(String name, PlanFit fit, Consumer<Sightings> bend) {
        return arguments(name, fit, bend);
    }

    private static Arguments aftermath(String name, Verification expected, Consumer<Sightings> bend) {
        return arguments(name, expected, bend);
    }
}
