package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import writeback.bot.coverage.CoverageRun;
import writeback.bot.coverage.CoverageScope;
import writeback.bot.coverage.CoverageSettings;
import writeback.bot.coverage.CoverageState;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Trust;
import writeback.cards.Cards;
import writeback.cards.Language;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoverageReason;

/** A walk can be drawn wherever it stands, at its longest within Teams' size. */
class CoveragePicturesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:31:00Z");
    private static final PersonId PERSON = new PersonId("tenant", "asker");
    private static final CoverageScope SYNCED = new CoverageScope(
            CoverageScope.Source.SYNC_SERVER,
            "",
            List.of(new CoverageScope.Leg("contoso.test", List.of("OU=A,DC=contoso,DC=test"))),
            List.of());

    private final Cards cards = new Cards();
    private final CoveragePictures pictures = new CoveragePictures(
            new Trust(List.of("localhost"), null),
            new CoverageSettings(
                    500,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(15),
                    Duration.ofHours(12),
                    Duration.ofSeconds(3),
                    Duration.ofHours(24),
                    2));

    @ParameterizedTest
    @EnumSource(CoverageState.class)
    void the_largest_card_there_can_be_is_taken_by_teams_in_every_state(CoverageState state) {
        for (CoverageScope.Source source : CoverageScope.Source.values()) {
            for (Language language : Language.values()) {
                Words words = new Words(language);
                String card = draw(largest(state, source), words, link());
                assertThat(card).contains(words.get("coverage.state." + Words.camel(labelled(state))));
                assertThat(card.contains("\"verb\":\"cancel\"")).isEqualTo(state == CoverageState.RUNNING);
                assertThat(card.contains("Action.OpenUrl")).isEqualTo(state == CoverageState.DONE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void whatever_is_in_the_way_is_said_with_what_to_do(Cause cause) {
        for (Language language : Language.values()) {
            Words words = new Words(language);
            CoverageRun run = run(
                    CoverageState.FAILED,
                    SYNCED,
                    new CoverageRun.Counts(0, 0, null, Map.of()),
                    List.of(),
                    new CoverageRun.Trouble(cause, "*detail*", NOW, 1),
                    null);

            assertThat(draw(run, words, null))
                    .contains(words.get("remedy.unseen." + Words.camel(cause.name())))
                    .contains(words.get("coverage.state.failed"));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void progress_says_how_many_of_about_how_many_and_offers_nothing_that_is_not_known_yet(Language language) {
        Words words = new Words(language);
        CoverageRun run = run(
                CoverageState.RUNNING,
                SYNCED,
                new CoverageRun.Counts(1500, 1400, 12_000L, Map.of(CoverageReason.DISABLED, 100L)),
                List.of(),
                null,
                null);

        assertThat(draw(run, words, null))
                .contains(language == Language.FR ? "1\u00a0500" : "1,500")
                .contains(language == Language.FR ? "12\u00a0000" : "12,000")
                .doesNotContain("Chart.", "Action.OpenUrl", words.get("button.download"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_domain_of_which_nothing_is_synchronised_is_no_guess_and_not_all_well(Language language) {
        Words words = new Words(language);
        CoverageScope none = new CoverageScope(CoverageScope.Source.NOTHING_SYNCED, "", List.of(), List.of());
        CoverageRun run =
                run(CoverageState.DONE, none, new CoverageRun.Counts(0, 0, null, Map.of()), List.of(), null, null);

        assertThat(draw(run, words, null))
                .contains(words.get("coverage.scope.nothingSynced"))
                .doesNotContain(words.get("coverage.summary.nobody"))
                .doesNotContain("\"good\"");
    }

    @Test
    void a_list_that_is_gone_has_no_download() {
        Words words = new Words(Language.EN);
        CoverageRun run = run(
                CoverageState.DONE,
                SYNCED,
                new CoverageRun.Counts(10, 9, 10L, Map.of(CoverageReason.DISABLED, 1L)),
                List.of(new CoverageRun.Unit("OU=Staff,DC=contoso,DC=test", 10, 9, 0)),
                null,
                NOW.minusSeconds(1));

        assertThat(draw(run, words, link()))
                .contains(words.get("coverage.listGone"))
                .doesNotContain(words.get("button.download"), "Action.OpenUrl");
    }

    @Test
    void a_unit_reads_from_the_top_and_a_foreign_name_is_no_markdown() {
        assertThat(UnitNames.path("OU=Sales,OU=Staff,DC=contoso,DC=test", 48)).isEqualTo("Staff / Sales");
        assertThat(UnitNames.path("OU=A\\,B\\+\\C3\\A9,DC=contoso,DC=test", 48)).isEqualTo("A,B+é");
        assertThat(UnitNames.path("DC=contoso,DC=test", 48)).isEqualTo("contoso.test");
        assertThat(UnitNames.path("not a name", 48)).isEqualTo("not a name");
        assertThat(UnitNames.path("OU=" + "x".repeat(60) + ",DC=a", 10)).isEqualTo("…xxxxxxxxx");

        Words words = new Words(Language.EN);
        CoverageRun run = run(
                CoverageState.DONE,
                SYNCED,
                new CoverageRun.Counts(1, 1, 1L, Map.of()),
                List.of(new CoverageRun.Unit("OU=[x](https://evil.example),DC=a", 1, 1, 0)),
                null,
                null);
        assertThat(draw(run, words, null)).contains("\\\\[x\\\\](https://evil.example)");
    }

    private static String labelled(CoverageState state) {
        return state == CoverageState.RUNNING ? "waiting" : state.name();
    }

    private static CoveragePictures.Link link() {
        return new CoveragePictures.Link(
                URI.create("https://" + "a".repeat(60) + ".example/coverage/" + "s".repeat(43)), NOW.plusSeconds(600));
    }

    private static CoverageRun largest(CoverageState state, CoverageScope.Source source) {
        Map<CoverageReason, Long> reasons = new EnumMap<>(CoverageReason.class);
        for (CoverageReason reason : CoverageReason.values()) {
            reasons.put(reason, 1_000_000_000L);
        }
        List<CoverageRun.Unit> units = new ArrayList<>();
        for (int unit = 0; unit < 9; unit++) {
            units.add(new CoverageRun.Unit(
                    "OU=" + "*".repeat(100) + unit + ",DC=contoso,DC=test", 1_000_000_000, 1_111_111, 2_222_222));
        }
        List<CoverageScope.Leg> legs = new ArrayList<>();
        for (int domain = 0; domain < 20; domain++) {
            legs.add(new CoverageScope.Leg("domain" + domain + ".contoso.test", List.of("OU=*,DC=contoso,DC=test")));
        }
        return run(
                state,
                new CoverageScope(source, "", legs, List.of("far.test", "farther.test")),
                new CoverageRun.Counts(20_000_000_000L, 11_000_000_000L, 20_000_000_000L, reasons),
                units,
                state == CoverageState.DONE ? null : new CoverageRun.Trouble(Cause.FAILED, "*".repeat(500), NOW, 3),
                state == CoverageState.DONE ? NOW.plusSeconds(60) : null);
    }

    private static CoverageRun run(
            CoverageState state,
            CoverageScope scope,
            CoverageRun.Counts counts,
            List<CoverageRun.Unit> units,
            CoverageRun.@Nullable Trouble trouble,
            @Nullable Instant listUntil) {
        return new CoverageRun(
                "run-1",
                PERSON,
                "OU=" + "*".repeat(300) + ",DC=contoso,DC=test",
                state,
                4,
                scope,
                new CoverageRun.Position(0, "cursor", 0, true),
                counts,
                units,
                trouble,
                new CoverageRun.Times(NOW, NOW, NOW, null, listUntil));
    }

    private String draw(CoverageRun run, Words words, CoveragePictures.@Nullable Link link) {
        Screen screen = new Screen("card-1", PERSON, "Riley", "chat", Screen.Kind.COVERAGE, "run-1", "", null, 3);
        Picture picture = pictures.coverage(run, screen, words, List.of("said"), link, NOW);
        return cards.render(picture.card(), words.language(), picture.model());
    }
}
