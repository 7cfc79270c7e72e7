package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import writeback.bot.change.ChangeState;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Detail;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.Assessment;
import writeback.bot.runbook.Runbook;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.Step;
import writeback.bot.runbook.TenantFacts;
import writeback.cards.Cards;
import writeback.cards.Language;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Whatever there is to show can be drawn, in both languages, within Teams' size. */
class PicturesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:31:00Z");
    private static final PersonId PERSON = new PersonId("tenant", "requester");
    private static final Trust PRACTICE = new Trust(List.of("localhost"), null);
    private static final ChatSettings SETTINGS = new ChatSettings(
            ChatSettings.Mode.CHANGE,
            URI.create("https://entra.microsoft.com"),
            URI.create("https://aka.ms/sspr"),
            URI.create("https://aka.ms/ssprsetup"),
            "pilot.test");

    private static final Map<ChangeView.Progress, Detail> DETAILS = Map.of(
            ChangeView.Progress.NOT_STARTED,
            Detail.NONE,
            ChangeView.Progress.STARTED,
            Detail.NONE,
            ChangeView.Progress.DONE,
            new Detail("refuted", Map.of("code", "0000052D")),
            ChangeView.Progress.REFUSED,
            new Detail("refused", Map.of("setting", "operations")),
            ChangeView.Progress.FAILED,
            new Detail("failed", Map.of("code", "precondition-failed")),
            ChangeView.Progress.IN_DOUBT,
            new Detail("in-doubt", Map.of("detail", "no answer")));

    private final Cards cards = new Cards();
    private final RunbookPictures runbook = new RunbookPictures(SETTINGS, PRACTICE);
    private final ChangePictures changes = new ChangePictures(PRACTICE);

    @ParameterizedTest
    @EnumSource(Cause.class)
    void an_organisation_of_which_nothing_can_be_seen_is_shown_as_unknown(Cause cause) {
        Snapshot nothing = new Snapshot(
                NOW,
                "tenant",
                "main",
                null,
                TenantFacts.allUnseen(cause, "detail ".repeat(40)),
                Sighting.unseen(cause, "detail ".repeat(40)),
                Sighting.unseen(cause, "detail ".repeat(40)),
                Sighting.unseen(cause, "detail ".repeat(40)),
                List.of(),
                List.of());
        Assessment assessment = Runbook.assess(nothing);

        for (Language language : Language.values()) {
            Words words = new Words(language);
            String overview = draw(runbook.overview(assessment, screen(), words), words);
            assertThat(overview).contains(words.get("verdict.unknown"));
            for (Step step : Step.values()) {
                assertThat(draw(runbook.step(assessment, step, screen(), words, true), words))
                        .contains("\"lang\":\"" + language.tag() + "\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChangeState.class)
    void a_change_is_shown_in_every_state_with_every_outcome(ChangeState state) {
        for (ChangeView.Progress progress : ChangeView.Progress.values()) {
            for (Plan plan : List.of(minimumAge(), rehearsal())) {
                for (Language language : Language.values()) {
                    Words words = new Words(language);
                    String card = draw(
                            changes.change(view(plan, state, progress), screen(), words, true, List.of("said")), words);
                    assertThat(card).contains(words.get("state." + Words.camel(state.name()) + ".label"));
                    assertThat(card.contains(words.get("button.withdraw")))
                            .isEqualTo(state == ChangeState.AWAITING_APPROVAL);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_rehearsal_that_was_carried_out_does_not_claim_that_it_agreed(Language language) {
        Words words = new Words(language);
        ChangeView refuted = view(rehearsal(), ChangeState.DONE, ChangeView.Progress.DONE);
        ChangeView set = view(minimumAge(), ChangeState.DONE, ChangeView.Progress.DONE);

        assertThat(draw(changes.change(refuted, screen(), words, true, List.of()), words))
                .contains(words.get("state.done.rehearsal"))
                .doesNotContain(words.get("state.done.text"));
        assertThat(draw(changes.change(set, screen(), words, true, List.of()), words))
                .contains(words.get("state.done.text"))
                .doesNotContain(words.get("state.done.rehearsal"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_plan_that_lowers_the_age_asks_for_consent_and_a_rehearsal_does_not(Language language) {
        Words words = new Words(language);

        assertThat(draw(changes.plan(minimumAge(), screen(), words), words))
                .contains("Input.Toggle")
                .contains(words.get("cost.minimumAge.baseline"));
        assertThat(draw(changes.plan(rehearsal(), screen(), words), words))
                .doesNotContain("Input.Toggle")
                .contains(words.get("cost.rehearsal.password"));
        assertThat(draw(
                        changes.approval(
                                view(minimumAge(), ChangeState.AWAITING_APPROVAL, ChangeView.Progress.NOT_STARTED),
                                screen(),
                                words),
                        words))
                .contains("\\\\*\\\\*bold\\\\*\\\\* reason")
                .contains(words.get("button.approve"));
    }

    @Test
    void a_portal_that_nobody_named_ends_the_start() {
        ChatSettings elsewhere = new ChatSettings(
                ChatSettings.Mode.GUIDE,
                URI.create("https://entra.evil.example"),
                SETTINGS.selfService(),
                SETTINGS.registration(),
                "");

        assertThatThrownBy(() -> new RunbookPictures(elsewhere, PRACTICE))
                .hasMessageContaining("writeback.chat.portal");
    }

    private String draw(Picture picture, Words words) {
        return cards.render(picture.card(), words.language(), picture.model());
    }

    private static Screen screen() {
        return new Screen("card-1", PERSON, "Riley Requester", "chat", Screen.Kind.OVERVIEW, "", "change-1", null, 3);
    }

    private static Plan minimumAge() {
        return new Plan(
                "tenant",
                "main",
                PERSON.text(),
                NOW.plus(Duration.ofHours(8)),
                List.of(new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "Default Domain Policy", 1, 0)));
    }

    private static Plan rehearsal() {
        String account = "CN=pilot.test,OU=Pilot,DC=contoso,DC=test";
        return new Plan(
                "tenant",
                "main",
                PERSON.text(),
                NOW.plus(Duration.ofHours(8)),
                List.of(
                        new RehearsePolicy("contoso.test", account),
                        new RehearseChannel("contoso.test", account, "pilot.test@contoso.test")));
    }

    private static ChangeView view(Plan plan, ChangeState state, ChangeView.Progress progress) {
        List<ChangeView.ActionOutcome> outcomes = new ArrayList<>();
        for (int index = 0; index < plan.actions().size(); index++) {
            outcomes.add(new ChangeView.ActionOutcome(
                    progress,
                    progress == ChangeView.Progress.NOT_STARTED ? null : NOW,
                    DETAILS.getOrDefault(progress, Detail.NONE),
                    ""));
        }
        return new ChangeView(
                "change-1",
                4,
                state,
                plan,
                CanonicalPlan.hash(plan),
                PERSON,
                "Riley Requester",
                "**bold** reason",
                true,
                NOW,
                new PersonId("tenant", "approver"),
                "Avery Approver",
                NOW,
                "a note",
                outcomes,
                NOW,
                NOW,
                new Detail("not-yet", Map.of()),
                NOW);
    }
}
