package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.UserBend;
import writeback.bot.runbook.UserFinding;
import writeback.bot.runbook.UserSighting;
import writeback.bot.runbook.UserSightings;
import writeback.cards.Cards;
import writeback.cards.Language;
import writeback.cards.Texts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/** Whatever an explanation can say can be drawn, in both languages, within Teams' size. */
class ExplainPicturesTest {

    private final Cards cards = new Cards();
    private final ExplainPictures pictures = new ExplainPictures(new Trust(List.of("localhost"), null));

    static Stream<UserBend> bends() {
        return UserBend.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("bends")
    void every_finding_has_its_text_and_whatever_stops_has_a_remedy(UserBend bend) {
        UserSightings user = new UserSightings();
        bend.bend().accept(user);
        for (Language language : Language.values()) {
            Words words = new Words(language);
            for (UserFinding finding : bend.explained().findings()) {
                assertThat(ExplainPictures.text(finding, words)).isNotBlank();
                boolean needs =
                        finding.weight() == UserFinding.Weight.STOPS || finding.weight() == UserFinding.Weight.UNKNOWN;
                assertThat(ExplainPictures.remedy(finding, words).isPresent())
                        .as("%s %s has a remedy", finding.check(), finding.reason())
                        .isEqualTo(needs);
            }
            assertThat(draw(user.look(), words))
                    .contains(words.get(
                            "explain.answer." + Words.camel(bend.answer().name())));
        }
    }

    @Test
    void no_text_of_an_explanation_is_left_that_nobody_can_see() {
        Words words = new Words(Language.EN);
        Set<String> seen = new TreeSet<>();
        for (UserBend bend : UserBend.ALL) {
            bend.explained()
                    .findings()
                    .forEach(finding -> seen.add(
                            finding.reason().equals(UserFinding.UNSEEN)
                                    ? "explain." + finding.check().code() + ".title"
                                    : ExplainPictures.key(finding, words)));
        }
        Set<String> titlesOfRights = Set.of(
                "explain.resetPassword.title",
                "explain.writeLockout.title",
                "explain.writeLastSet.title",
                "explain.unexpire.title");
        assertThat(Texts.of(Language.EN).keys().stream()
                        .filter(key -> key.matches("explain\\.[a-zA-Z]+\\.[a-zA-Z]+"))
                        .filter(key -> !key.matches("explain\\.(answer|summary|part|weight|ask)\\..*"))
                        .filter(key -> !titlesOfRights.contains(key)))
                .containsExactlyInAnyOrderElementsOf(seen.stream()
                        .filter(key -> !titlesOfRights.contains(key))
                        .collect(Collectors.toSet()));
    }

    /** Protected accounts are kept out by design, and nobody is told how to open that. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void no_remedy_offers_to_change_how_accounts_are_protected(Language language) {
        Texts texts = Texts.of(language);
        for (String key : texts.keys()) {
            if (key.endsWith(".todo") || key.startsWith("remedy.") || key.startsWith("guide.")) {
                Map<String, Object> args = new HashMap<>();
                texts.arguments(key).forEach(name -> args.put(name, 1));
                assertThat(texts.get(key, args))
                        .as(key)
                        .doesNotContainIgnoringCase("AdminSDHolder")
                        .doesNotContainIgnoringCase("SDProp")
                        .doesNotContainIgnoringCase("dSHeuristics");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_worst_user_with_the_longest_values_fits_on_a_card(Language language) {
        String longest = "*x_".repeat(200);
        UserSightings user = new UserSightings();
        user.enabled = false;
        user.protection = UserSightings.protection(false, true);
        user.inheritanceOff = Sighting.seen(true);
        user.mayNotChange = Sighting.seen(true);
        user.awkward = Sighting.seen(Collections.nCopies(5, longest));
        user.policy = UserSightings.policy(longest, Duration.ofDays(3), UserSightings.NOW.plusSeconds(600));
        user.connector = Sighting.seen(new ConnectorRights(
                longest, Grant.DENIED, Grant.CANNOT_TELL, Grant.MISSING, Grant.MISSING, List.of(longest, longest)));
        user.expiry = Sighting.unseen(Cause.MALFORMED, longest);
        user.locked = Sighting.unseen(Cause.THROTTLED, longest);
        user.passwordSet = Sighting.unseen(Cause.FAILED, longest);
        user.neverExpires = Sighting.unseen(Cause.DENIED, longest);
        user.plan = Sighting.unseen(Cause.UNREACHABLE, longest);
        user.registration = UserSightings.registration(false, false, true);
        user.cloudEnabled = Sighting.seen(false);
        user.origin = UserSightings.origin(true, "S-1-5-1");

        assertThat(draw(user.look(), new Words(language))).isNotEmpty();
    }

    @Test
    void a_remedy_for_several_lines_is_said_once() {
        UserSightings user = new UserSightings();
        user.connector = UserSightings.rights(Grant.MISSING);
        Words words = new Words(Language.EN);

        List<Object> remedies = new ArrayList<>();
        lines(user, words).forEach(line -> remedies.add(line.get("remedy")));

        assertThat(remedies)
                .filteredOn(words.get("explain.right.missing.todo")::equals)
                .hasSize(1);
    }

    @Test
    void foreign_values_go_through_the_gate() {
        UserSightings user = new UserSightings();
        user.protection = UserSightings.protection(false, false, "[Admins](https://evil.example)");
        user.policy = UserSightings.policy("**bold**", Duration.ZERO, null);
        user.awkward = Sighting.seen(List.of("OU=\u202etfel"));
        String card = draw(user.look(), new Words(Language.EN));

        assertThat(card).contains("\\\\[Admins\\\\]").contains("\\\\*\\\\*bold").doesNotContain("\u202e");
    }

    @ParameterizedTest
    @CsvSource({"several-accounts, several", "not-a-user, notAUser", "directory-unreachable,"})
    void a_name_that_means_no_one_user_is_asked_for_again(String code, String whom) {
        UserSightings user = new UserSightings();
        user.directory = Sighting.unseen(Cause.FAILED, code + ": more than one object has that name");

        assertThat(ExplainCards.whom(user.look())).isEqualTo(Optional.ofNullable(whom));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_tenant_that_was_not_asked_is_not_said_to_know_nobody(Language language) {
        UserSightings user = new UserSightings();
        user.directory = Sighting.seen(Optional.empty());
        user.cloud = Sighting.unseen(Cause.NOT_YET_LOOKED, "");

        assertThat(ExplainCards.whom(user.look())).contains("notInDirectory");
        assertThat(new Words(language).get("explain.ask.notInDirectory", Map.of("asked", "mia")))
                .contains("mia", "Active Directory", "Microsoft Entra", language == Language.FR ? "pas" : "not");
    }

    @Test
    void the_card_that_asks_keeps_what_was_typed_and_says_why_it_asks_again() {
        Words words = new Words(Language.EN);
        Picture again = pictures.whom(
                "mia <b>", Optional.of(words.get("explain.ask.nobody", Map.of("asked", "mia <b>"))), screen(), words);

        String card = cards.render(again.card(), words.language(), again.model());

        assertThat(card).contains("\"value\":\"mia <b>\"").contains("no account called mia \\\\<b\\\\>");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> lines(UserSightings user, Words words) {
        List<Map<String, Object>> all = new ArrayList<>();
        Map<String, Object> model =
                pictures.explanation(user.look(), screen(), words).model();
        ((List<Map<String, Object>>) model.get("parts"))
                .forEach(part -> all.addAll((List<Map<String, Object>>) part.get("lines")));
        return all;
    }

    private String draw(UserSighting seen, Words words) {
        Picture picture = pictures.explanation(seen, screen(), words);
        return cards.render(picture.card(), words.language(), picture.model());
    }

    private static Screen screen() {
        return new Screen(
                "card-1",
                new PersonId("tenant", "requester"),
                "Riley Requester",
                "chat",
                Screen.Kind.EXPLAIN,
                "mia",
                "",
                null,
                3);
    }
}
