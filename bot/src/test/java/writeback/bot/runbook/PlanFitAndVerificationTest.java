package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

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
