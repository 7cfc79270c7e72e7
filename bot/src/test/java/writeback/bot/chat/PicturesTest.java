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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import writeback.bot.change.ChangeState;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Detail;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.Assessment;
import writeback.bot.runbook.PlanOffer;
import writeback.bot.runbook.Runbook;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.Step;
import writeback.bot.runbook.TenantFacts;
import writeback.cards.Cards;
import writeback.cards.Language;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

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

    private static final String SID = "S-1-5-21-1-2-3-1103";
    private static final List<String> ENTRIES = List.of(
            "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;" + SID + ")",
            "(OA;CIIO;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;4828cc14-1437-45bc-9b07-ad6f015e5f28;" + SID + ")",
            "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;" + SID + ")",
            "something else");

    private static final Map<ChangeView.Progress, Detail> DETAILS = Map.of(
            ChangeView.Progress.NOT_STARTED,
            Detail.NONE,
            ChangeView.Progress.STARTED,
            Detail.NONE,
            ChangeView.Progress.DONE,
            new Detail("refuted", Map.of("code", "0000052D")),
            ChangeView.Progress.WAITING,
            new Detail("waiting-for-operator", Map.of("relay", "Relay in Lyon")),
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
                Sighting.unseen(cause, "detail ".repeat(40)),
                List.of(),
                List.of());
        Assessment assessment = Runbook.assess(nothing);

        for (Language language : Language.values()) {
            Words words = new Words(language);
            String overview = draw(runbook.overview(assessment, screen(), words), words);
            assertThat(overview).contains(words.get("verdict.unknown"));
            for (Step step : Step.values()) {
                assertThat(draw(runbook.step(assessment, step, screen(), words, List.of()), words))
                        .contains("\"lang\":\"" + language.tag() + "\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ChangeState.class)
    void a_change_is_shown_in_every_state_with_every_outcome(ChangeState state) {
        for (ChangeView.Progress progress : ChangeView.Progress.values()) {
            for (Plan plan : List.of(minimumAge(), rehearsal(), grant(), revoke(), pso())) {
                for (Language language : Language.values()) {
                    Words words = new Words(language);
                    String card = draw(
                            changes.change(view(plan, state, progress), screen(), words, true, true, List.of("said")),
                            words);
                    boolean waits = state == ChangeState.APPLYING && progress == ChangeView.Progress.WAITING;
                    String label = waits ? "waitingForOperator" : Words.camel(state.name());
                    assertThat(card).contains(words.get("state." + label + ".label"));
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

        assertThat(draw(changes.change(refuted, screen(), words, true, true, List.of()), words))
                .contains(words.get("state.done.rehearsal"))
                .doesNotContain(words.get("state.done.text"));
        assertThat(draw(changes.change(set, screen(), words, true, true, List.of()), words))
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

    @ParameterizedTest
    @EnumSource(Language.class)
    void rights_are_shown_by_name_and_as_they_are_written(Language language) {
        Words words = new Words(language);

        for (Plan plan : List.of(grant(), revoke())) {
            String card = draw(changes.plan(plan, screen(), words), words);
            assertThat(card)
                    .contains(words.get("right.resetPassword") + ", " + words.get("right.on.user"))
                    .contains(words.get("right.lockoutTime") + ", " + words.get("right.on.inetOrgPerson"))
                    .contains(words.get("right.unexpirePassword") + ", " + words.get("right.on.object"))
                    .contains(words.get("right.other") + ", " + words.get("right.on.other"))
                    .contains("(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;S-1-5-21-1-2-3-1103)")
                    .contains("MSOL\\\\_\\\\*1\\\\*")
                    .doesNotContain("Input.Toggle");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void an_undo_names_what_it_takes_back_and_what_comes_back(Language language) {
        Words words = new Words(language);
        ChangeView lowered = view(minimumAge(), ChangeState.DONE, ChangeView.Progress.DONE);
        Plan raise = new Plan(
                "tenant",
                "main",
                PERSON.text(),
                NOW,
                List.of(minimumAge().actions().get(0).inverse().orElseThrow()));

        assertThat(draw(changes.plan(raise, lowered, screen(), words), words))
                .contains(words.get("change.undoes", Map.of("title", changes.title(minimumAge(), words), "at", NOW)))
                .contains(words.get("cost.raise.minimumAge", Map.of("days", 1)))
                .doesNotContain("Input.Toggle");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_change_says_who_accepted_its_costs_and_only_what_can_be_taken_back_offers_it(Language language) {
        Words words = new Words(language);
        ChangeView done = view(minimumAge(), ChangeState.DONE, ChangeView.Progress.DONE);

        String mine = draw(changes.change(done, screen(), words, true, true, List.of()), words);
        assertThat(mine)
                .contains(words.get("button.planUndo"))
                .contains(words.get("fact.consent"))
                .contains(words.get("fact.undoneBy"));
        assertThat(draw(changes.change(done, screen(), words, true, false, List.of()), words))
                .doesNotContain(words.get("button.planUndo"));
        ChangeView rights = view(grant(), ChangeState.FAILED, ChangeView.Progress.FAILED);
        assertThat(draw(changes.change(rights, screen(), words, true, true, List.of()), words))
                .doesNotContain(words.get("button.planUndo"))
                .doesNotContain(words.get("fact.consent"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_forest_of_many_domains_still_fits_its_cards(Language language) {
        Words words = new Words(language);
        Cause cause = Cause.REFUSED_BY_RELAY;
        String detail = "detail ".repeat(40);
        List<Snapshot.OtherDomain> others = IntStream.range(0, 40)
                .mapToObj(index -> new Snapshot.OtherDomain(
                        "domain" + index + ".contoso.test",
                        Sighting.unseen(cause, detail),
                        Sighting.unseen(cause, detail)))
                .toList();
        Assessment assessment = Runbook.assess(new Snapshot(
                NOW,
                "tenant",
                "main",
                null,
                TenantFacts.allUnseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                others,
                Sighting.unseen(cause, detail),
                List.of(),
                List.of()));

        assertThat(draw(runbook.overview(assessment, screen(), words), words)).contains("domain");
        for (Step step : Step.values()) {
            draw(runbook.step(assessment, step, screen(), words, List.of()), words);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_step_offers_the_plans_of_this_step_and_names_their_domain(Language language) {
        Words words = new Words(language);
        Assessment assessment = Runbook.assess(new Snapshot(
                NOW,
                "tenant",
                "main",
                null,
                TenantFacts.allUnseen(Cause.TIMEOUT, ""),
                Sighting.unseen(Cause.TIMEOUT, ""),
                Sighting.unseen(Cause.TIMEOUT, ""),
                Sighting.unseen(Cause.TIMEOUT, ""),
                List.of(),
                Sighting.unseen(Cause.TIMEOUT, ""),
                List.of(),
                List.of()));
        List<PlanOffer> offers = List.of(
                new PlanOffer(Step.CONNECT, granting(), "MSOL_1", "contoso.test"),
                new PlanOffer(Step.MINIMUM_AGE, pso().actions().get(0), "St*ff", ""));

        assertThat(draw(runbook.step(assessment, Step.CONNECT, screen(), words, offers), words))
                .contains("contoso.test: " + words.get("button.planGrant"))
                .doesNotContain("St*ff");
        assertThat(draw(runbook.step(assessment, Step.MINIMUM_AGE, screen(), words, offers), words))
                .contains(Clean.plain(words.get("button.planPso", Map.of("name", "St*ff"))))
                .doesNotContain(words.get("button.planGrant"));
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

    private static GrantRights granting() {
        return new GrantRights(
                "contoso.test", "DC=contoso,DC=test", SID, "CONTOSO\\MSOL_*1*", ENTRIES, "ab".repeat(32));
    }

    private static Plan grant() {
        return new Plan("tenant", "main", PERSON.text(), NOW.plus(Duration.ofHours(8)), List.of(granting()));
    }

    private static Plan revoke() {
        return new Plan(
                "tenant",
                "main",
                PERSON.text(),
                NOW.plus(Duration.ofHours(8)),
                List.of(granting().inverse().orElseThrow()));
    }

    private static Plan pso() {
        return new Plan(
                "tenant",
                "main",
                PERSON.text(),
                NOW.plus(Duration.ofHours(8)),
                List.of(new SetPsoMinimumAge(
                        "contoso.test", "CN=Staff", "Staff", Duration.ofHours(12), Duration.ZERO)));
    }

    private static ChangeView view(Plan plan, ChangeState state, ChangeView.Progress progress) {
        List<ChangeView.ActionOutcome> outcomes = new ArrayList<>();
        for (int index = 0; index < plan.actions().size(); index++) {
            outcomes.add(new ChangeView.ActionOutcome(
                    progress,
                    progress == ChangeView.Progress.NOT_STARTED ? null : NOW,
                    "",
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
                NOW,
                new ChangeView.Related("change-0", plan, ChangeState.DONE, NOW),
                new ChangeView.Related("change-2", plan, ChangeState.REJECTED, NOW),
                state == ChangeState.DONE);
    }
}
