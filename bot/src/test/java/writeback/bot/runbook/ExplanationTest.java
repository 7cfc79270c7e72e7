package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.bot.runbook.UserFinding.Weight;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

class ExplanationTest {

    static Stream<UserBend> bends() {
        return UserBend.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("bends")
    void each_check_says_what_was_seen_of_it(UserBend bend) {
        Explanation explained = bend.explained();

        assertThat(explained.findings())
                .filteredOn(finding -> finding.check() == bend.check())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.weight()).isEqualTo(bend.weight());
                    assertThat(finding.reason()).isEqualTo(bend.reason());
                });
        assertThat(explained.answer()).isEqualTo(bend.answer());
    }

    @Test
    void every_check_has_a_row() {
        assertThat(UserBend.ALL.stream().map(UserBend::check).distinct()).containsExactlyInAnyOrder(UserCheck.values());
        for (UserCheck check : Arrays.asList(UserCheck.values())) {
            if (check != UserCheck.ADMINISTRATOR && check != UserCheck.UNEXPIRE && check != UserCheck.ENABLED) {
                assertThat(UserBend.ALL)
                        .as("%s when it cannot be told", check)
                        .anyMatch(bend -> (bend.check() == check || check == UserCheck.REGISTERED)
                                && bend.weight() == Weight.UNKNOWN);
            }
        }
    }

    @Test
    void a_user_whom_nothing_stops_is_a_yes_and_every_line_is_fine() {
        Explanation explained = Explanation.of(new UserSightings().look());

        assertThat(explained.answer()).isEqualTo(Explanation.Answer.YES);
        assertThat(explained.user()).isEqualTo("mia@contoso.test");
        assertThat(explained.findings()).allMatch(finding -> finding.weight() == Weight.FINE);
        assertThat(explained.findings()).extracting(UserFinding::check).isSorted();
    }

    @Test
    void a_certain_no_stands_although_something_else_cannot_be_told() {
        UserSightings user = new UserSightings();
        user.cloud = Sighting.unseen(Cause.NOT_SIGNED_IN, "");
        user.enabled = false;

        assertThat(Explanation.of(user.look()).answer()).isEqualTo(Explanation.Answer.NO);
    }

    @Test
    void with_one_side_away_the_other_half_is_still_told() {
        UserSightings withoutRelay = new UserSightings();
        withoutRelay.directory = Sighting.unseen(Cause.NO_RELAY, "");
        withoutRelay.connect = Sighting.unseen(Cause.NO_RELAY, "");
        UserSightings withoutGraph = new UserSightings();
        withoutGraph.cloud = Sighting.unseen(Cause.UNREACHABLE, "");

        assertThat(checks(withoutRelay)).contains(UserCheck.LICENSED, UserCheck.SCOPE, UserCheck.REGISTERED);
        assertThat(checks(withoutGraph)).contains(UserCheck.PROTECTED, UserCheck.RESET_PASSWORD);
        assertThat(Explanation.of(withoutRelay.look()).answer()).isEqualTo(Explanation.Answer.CANNOT_TELL);
        assertThat(Explanation.of(withoutGraph.look()).answer()).isEqualTo(Explanation.Answer.CANNOT_TELL);
    }

    @Test
    void nobody_is_only_whom_both_sides_looked_for() {
        UserSightings user = new UserSightings();
        user.directory = Sighting.seen(Optional.empty());
        assertThat(user.look().nobody()).isFalse();
        user.cloud = Sighting.unseen(Cause.TIMEOUT, "");
        assertThat(user.look().nobody()).isFalse();
        user.cloud = Sighting.unseen(Cause.NOT_YET_LOOKED, "");
        assertThat(user.look().nobody()).isFalse();
        user.cloud = Sighting.seen(Optional.empty());
        assertThat(user.look().nobody()).isTrue();
    }

    @Test
    void the_age_is_told_in_whole_days_and_until_when() {
        UserSightings user = new UserSightings();
        user.policy = UserSightings.policy("Leads", Duration.ofHours(36), UserSightings.NOW.plusSeconds(60));

        UserFinding age = finding(user, UserCheck.MINIMUM_AGE);

        assertThat(age.args())
                .containsEntry("days", 2L)
                .containsEntry("pso", "Leads")
                .containsEntry("at", UserSightings.NOW.plusSeconds(60));
    }

    @Test
    void a_right_names_the_entries_that_speak_of_it() {
        String allRights = "(D;;CR;;;S-1-5-21-1-2-3-1200)";
        String lockout = "(OD;CI;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;;S-1-5-21-1-2-3-1200)";
        String restrictions = "(OD;CI;WP;4C164200-20C0-11D0-A768-00AA006E0529;;S-1-5-21-1-2-3-1200)";
        UserSightings user = new UserSightings();
        user.connector = Sighting.seen(new ConnectorRights(
                "MSOL_1",
                Grant.DENIED,
                Grant.DENIED,
                Grant.DENIED,
                Grant.GRANTED,
                List.of(allRights, lockout, restrictions)));

        assertThat(finding(user, UserCheck.RESET_PASSWORD).args()).containsEntry("entries", allRights);
        assertThat(finding(user, UserCheck.WRITE_LOCKOUT).args()).containsEntry("entries", allRights + " " + lockout);
        assertThat(finding(user, UserCheck.WRITE_LAST_SET).args())
                .containsEntry("entries", allRights + " " + restrictions);
    }

    private static UserFinding finding(UserSightings user, UserCheck check) {
        return Explanation.of(user.look()).findings().stream()
                .filter(found -> found.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static List<UserCheck> checks(UserSightings user) {
        return Explanation.of(user.look()).findings().stream()
                .map(UserFinding::check)
                .toList();
    }
}
