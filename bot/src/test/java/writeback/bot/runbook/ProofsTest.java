package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Sighting;

class ProofsTest {

    private final Sightings organisation = Sightings.allDone();

    @Test
    void a_proof_holds_for_thirty_days_less_a_second() {
        organisation
                .without(Claim.POLICY)
                .evidence(
                        Claim.POLICY,
                        Evidence.Result.PROVEN,
                        Sightings.daysAgo(30).plusSeconds(1),
                        Map.of());

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
    }

    @Test
    void a_proof_of_thirty_days_to_the_second_is_only_a_record() {
        organisation
                .without(Claim.POLICY)
                .evidence(Claim.POLICY, Evidence.Result.PROVEN, Sightings.daysAgo(30), Map.of());

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("toDo.aged");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groundsOfThePolicy")
    void a_proof_whose_ground_has_moved_is_only_a_record(String what, Consumer<Sightings> move) {
        organisation.restingOn(Sightings.allDone().look());
        move.accept(organisation);

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("toDo.aged");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("toDo.aged");
    }

    static Stream<Arguments> groundsOfThePolicy() {
        return Stream.of(
                ground("domain head", it -> it.head = Sightings.head(Duration.ofDays(1))),
                ground(
                        "another winning GPO",
                        it -> it.links = Sighting.seen(List.of(
                                Sightings.defaultPolicy(0),
                                Sightings.gpo(Sightings.OTHER_POLICY, "Other", 0, Sightings.contents(0))))),
                ground(
                        "a new version of the winning GPO",
                        it -> it.links = Sighting.seen(List.of(Sightings.gpo(
                                Sightings.DEFAULT_POLICY,
                                "Default Domain Policy",
                                1,
                                Sighting.seen(new GpoContents(true, 4, 4, true, 0)))))),
                ground(
                        "a new PSO",
                        it -> it.settings =
                                Sighting.seen(List.of(Sightings.pso("new", Duration.ofDays(1), 1, "CN=Staff")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groundsOutOfSight")
    void a_proof_whose_ground_is_out_of_sight_is_unknown(String what, Consumer<Sightings> hide) {
        organisation.restingOn(Sightings.allDone().look());
        hide.accept(organisation);

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("unknown.unseen");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("unknown.unseen");
    }

    static Stream<Arguments> groundsOutOfSight() {
        return Stream.of(
                ground("domain head", it -> it.head = Sighting.unseen(Cause.TIMEOUT, "")),
                ground("GPOs", it -> it.links = Sighting.unseen(Cause.TIMEOUT, "")),
                ground("PSOs", it -> it.settings = Sighting.unseen(Cause.DENIED, "")));
    }

    @Test
    void the_channels_proof_is_unknown_while_the_sync_server_is_out_of_sight() {
        organisation.connect = Sighting.unseen(Cause.NO_RELAY, "");

        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("unknown.unseen");
    }

    @Test
    void an_old_proof_no_longer_counts_whatever_is_out_of_sight() {
        organisation
                .without(Claim.POLICY)
                .evidence(Claim.POLICY, Evidence.Result.PROVEN, Sightings.daysAgo(31), Map.of());
        organisation.head = Sighting.unseen(Cause.TIMEOUT, "");

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("toDo.aged");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groundsOfTheChannel")
    void what_only_the_channel_rests_on_leaves_the_policys_proof_alone(String what, Consumer<Sightings> move) {
        organisation.restingOn(Sightings.allDone().look());
        move.accept(organisation);

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("toDo.aged");
    }

    static Stream<Arguments> groundsOfTheChannel() {
        return Stream.of(
                ground("version", it -> it.version = Sighting.seen("2.6.84.0")),
                ground("writeback option", it -> it.writeback = Sighting.seen(false)),
                ground("connector account", it -> it.connectors = Sighting.seen(List.of("CONTOSO\\MSOL_2"))));
    }

    @Test
    void what_nobody_ever_saw_proves_nothing() {
        organisation.head = Sighting.unseen(Cause.TIMEOUT, "");
        organisation.links = Sighting.unseen(Cause.TIMEOUT, "");
        organisation.connect = Sighting.unseen(Cause.NO_RELAY, "");

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("unknown.unseen");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("unknown.unseen");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groundsOfTheChannelOutOfSight")
    void a_proof_of_the_channel_whose_ground_nobody_saw_then_or_now_is_unknown(String what, Consumer<Sightings> hide) {
        hide.accept(organisation);

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("unknown.unseen");
    }

    static Stream<Arguments> groundsOfTheChannelOutOfSight() {
        return Stream.of(
                ground("version", it -> it.version = Sighting.unseen(Cause.FAILED, "")),
                ground("writeback option", it -> it.writeback = Sighting.unseen(Cause.MALFORMED, "")),
                ground("connector account", it -> it.connectors = Sighting.unseen(Cause.NOT_REPORTED, "")));
    }

    @Test
    void a_proof_made_without_a_view_of_the_psos_holds_while_they_stay_out_of_sight() {
        organisation.settings = Sighting.unseen(Cause.DENIED, "");

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
    }

    @Test
    void the_order_of_psos_and_connector_accounts_is_no_change() {
        var one = Sightings.pso("one", Duration.ofDays(1), 1, "CN=Staff");
        var two = Sightings.pso("two", Duration.ofDays(2), 2, "CN=Leads");
        organisation.settings = Sighting.seen(List.of(one, two));
        organisation.connectors = Sighting.seen(List.of("A\\1", "B\\2"));
        organisation.restingOn(organisation.look());
        organisation.settings = Sighting.seen(List.of(two, one));
        organisation.connectors = Sighting.seen(List.of("B\\2", "A\\1"));

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
        assertThat(outcome(FindingCode.PROOF_CHANNEL)).isEqualTo("done.proven");
    }

    @Test
    void the_newest_evidence_speaks() {
        organisation.evidence(Claim.POLICY, Evidence.Result.REFUTED, Sightings.daysAgo(2), Map.of("code", "0000052D"));

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
    }

    @Test
    void what_was_refused_under_other_circumstances_says_nothing_of_these() {
        Sightings before = Sightings.allDone();
        before.head = Sightings.head(Duration.ofDays(1));
        before.evidence(Claim.POLICY, Evidence.Result.REFUTED, Sightings.NOW, Map.of("code", "0000052D"));
        organisation.restingOn(before.look());

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("toDo.notProven");
    }

    @Test
    void what_was_proven_in_another_domain_proves_nothing_of_this_one() {
        Sightings fabrikam = Sightings.allDone();
        fabrikam.head = Sighting.seen(new DomainHead("fabrikam.test", "DC=fabrikam,DC=test", Duration.ZERO, 24));

        Assessment found = fabrikam.assess();

        assertThat(Bend.outcome(found.finding(FindingCode.PROOF_POLICY))).isEqualTo("toDo.notProven");
        assertThat(Bend.outcome(found.finding(FindingCode.PROOF_CHANNEL))).isEqualTo("toDo.notProven");
        assertThat(Bend.outcome(found.finding(FindingCode.INTEGRATION_OPTIONS))).isEqualTo("done.recorded");
    }

    @Test
    void a_newer_try_in_another_domain_takes_no_proof_away() {
        Evidence elsewhere =
                new Evidence(Claim.POLICY, Evidence.Result.CANNOT_TELL, Sightings.NOW, "fabrikam.test", Map.of(), "");
        organisation.evidence.add(seen -> elsewhere);

        assertThat(outcome(FindingCode.PROOF_POLICY)).isEqualTo("done.proven");
    }

    private String outcome(FindingCode code) {
        return Bend.outcome(organisation.assess().finding(code));
    }

    private static Arguments ground(String what, Consumer<Sightings> move) {
        return arguments(what, move);
    }
}
