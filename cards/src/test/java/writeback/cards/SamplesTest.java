package writeback.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SamplesTest {
    private static final Cards CARDS = new Cards();

    /** Where the look at the cards (script/cards) finds them. */
    private static final Path RENDERED = Path.of("target/rendered");

    static Stream<Arguments> samplesInBothLanguages() {
        return Samples.NAMES.stream()
                .flatMap(name -> Stream.of(Language.values()).map(language -> Arguments.of(name, language)));
    }

    @ParameterizedTest
    @MethodSource("samplesInBothLanguages")
    void everySampleBecomesACardThatTeamsTakes(String sample, Language language) throws IOException {
        String json = render(sample, language);
        Files.createDirectories(RENDERED);
        Files.writeString(RENDERED.resolve(sample + "." + language.tag() + ".json"), json);

        JsonNode card = Samples.JSON.readTree(json);
        assertThat(card.get("type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").asString()).isEqualTo("1.5");
        assertThat(card.get("lang").asString()).isEqualTo(language.tag());
        assertThat(card.get("fallbackText").asString()).isNotBlank();
        assertThat(json).doesNotContain("${").doesNotContain("\"$").doesNotContain("\"speak\"");
        assertThat(card.findValues("type").stream().map(JsonNode::asString))
                .isSubsetOf(
                        "AdaptiveCard",
                        "TextBlock",
                        "Container",
                        "ColumnSet",
                        "Column",
                        "FactSet",
                        // Teams' own; what stands in for it elsewhere is its fallback.
                        "Chart.HorizontalBar.Stacked",
                        "ActionSet",
                        "Input.Text",
                        "Input.Toggle",
                        "Action.Execute",
                        "Action.Submit",
                        "Action.OpenUrl");
    }

    @ParameterizedTest
    @MethodSource("samplesInBothLanguages")
    void everyPressReadsTheSameFromAnOldClient(String sample, Language language) {
        List<ObjectNode> executes = new ArrayList<>();
        collect(Samples.JSON.readTree(render(sample, language)), "Action.Execute", executes);
        assertThat(executes).allSatisfy(execute -> {
            assertThat(execute.get("data").get("verb")).isEqualTo(execute.get("verb"));
            assertThat(execute.get("fallback").get("type").asString()).isEqualTo("Action.Submit");
            assertThat(execute.get("fallback").get("data")).isEqualTo(execute.get("data"));
            assertThat(execute.get("fallback").get("title")).isEqualTo(execute.get("title"));
        });
    }

    @ParameterizedTest
    @MethodSource("samplesInBothLanguages")
    void thePracticeOrganisationIsAlwaysNamed(String sample, Language language) {
        ObjectNode model = Samples.model(sample, language);
        String banner = Texts.of(language).get("card.practice");
        assertThat(render(sample, language, model.put("practice", true))).contains(banner);
        assertThat(render(sample, language, model.put("practice", false))).doesNotContain(banner);
    }

    @ParameterizedTest
    @EnumSource(CardName.class)
    void theSamplesGiveATemplateWhatItReadsAndNothingElse(CardName card) {
        Set<String> given = new TreeSet<>();
        Set<String> read = new TreeSet<>();
        for (String sample : Samples.NAMES) {
            if (Samples.card(sample) == card) {
                ObjectNode model = Samples.model(sample, Language.EN);
                given.addAll(TemplatePaths.leaves(model));
                read.addAll(CARDS.tree(card, Language.EN, model).read());
            }
        }
        Set<String> wanted = TemplatePaths.of(CARDS.framed(card), Texts.of(Language.EN));
        assertThat(read).as("paths of the template that no sample reaches").containsAll(wanted);
        assertThat(wanted).as("values of the samples that no template reads").containsAll(given);
    }

    @ParameterizedTest
    @EnumSource(CardName.class)
    void aMissingValueFailsAndNamesTemplateAndPath(CardName card) {
        for (String sample : Samples.NAMES) {
            ObjectNode model = Samples.model(sample, Language.EN);
            if (Samples.card(sample) == card) {
                for (String key : CARDS.tree(card, Language.EN, model).read()) {
                    String top = key.replaceFirst("\\..*", "");
                    ObjectNode without = model.deepCopy();
                    without.remove(top);
                    assertThatThrownBy(() -> render(sample, Language.EN, without))
                            .isInstanceOf(CardException.class)
                            .hasMessageContaining("'" + card.file() + "'")
                            .hasMessageContaining("'" + top);
                }
            }
        }
    }

    @Test
    void everyTemplateHasASampleAndEverySampleFileIsListed() throws IOException {
        assertThat(Samples.NAMES.stream().map(Samples::card).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(CardName.values());
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/samples"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Samples.NAMES.stream(), Stream.of("values"))
                            .toList());
        }
    }

    @Test
    void colourNeverStandsWithoutWordsThatSayTheSame() {
        for (CardName card : CardName.values()) {
            List<ObjectNode> blocks = new ArrayList<>();
            collect(CARDS.framed(card), "TextBlock", blocks);
            assertThat(blocks).filteredOn(block -> block.has("color")).allSatisfy(block -> assertThat(
                            block.get("text").asString())
                    .containsPattern("verdictLabel|state|outcome"));
        }
    }

    @Test
    void aCardAboveTheLimitIsRefusedWithItsSize() {
        assertThat(CARDS.render(CardName.NOTICE, Language.EN, notice(6_500))).hasSizeLessThan(Cards.MAX_BYTES / 2);
        assertThatThrownBy(() -> CARDS.render(CardName.NOTICE, Language.EN, notice(7_200)))
                .isInstanceOf(CardException.class)
                .hasMessageMatching("Card 'notice' has \\d+ bytes, the limit is 28672");
    }

    @Test
    void whatReadsNoMarkdownShowsNoEscapes() {
        Map<String, Object> model =
                Map.of("practice", false, "text", "Not \\*x\\*", "lines", List.of(), "buttons", List.of());
        JsonNode card = Samples.JSON.readTree(CARDS.render(CardName.NOTICE, Language.EN, model));
        assertThat(card.get("fallbackText").asString()).isEqualTo("Not *x*");
        assertThat(card.findValuesAsString("text")).contains("Not \\*x\\*");
    }

    /** Its text stands in the card twice, once as what clients show that cannot draw cards. */
    private static Map<String, Object> notice(int length) {
        return Map.of("practice", false, "text", "x".repeat(length), "lines", List.of(), "buttons", List.of());
    }

    private static String render(String sample, Language language) {
        return render(sample, language, Samples.model(sample, language));
    }

    private static String render(String sample, Language language, ObjectNode model) {
        return CARDS.render(
                Samples.card(sample),
                language,
                Samples.JSON.convertValue(model, new TypeReference<Map<String, Object>>() {}));
    }

    private static void collect(JsonNode node, String type, List<ObjectNode> found) {
        if (node instanceof ObjectNode object && object.path("type").asString().equals(type)) {
            found.add(object);
        }
        node.forEach(child -> collect(child, type, found));
    }
}
