package writeback.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The largest card there is must still fit where cards go. */
class OverviewSizeTest {
    /** With more, the chat shows the first of each step and counts the rest ({@code overview.more}). */
    private static final int FIT = 22;

    private static final List<String> STEPS =
            List.of("prerequisites", "connect", "signin", "integration", "scope", "age", "proof");

    @ParameterizedTest
    @EnumSource(Language.class)
    void theOverviewFitsWithAsManyFindingsAsTheChatPutsThereInTheirLongestWording(Language language)
            throws IOException {
        List<Map<String, Object>> findings = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/findings.txt"))) {
            if (!line.startsWith("#")) {
                findings.add(longest(line.split("\\s+")[0], Texts.of(language)));
            }
        }
        findings.sort(Comparator.comparing((Map<String, Object> finding) ->
                        ((String) finding.get("text")).length() + ((String) finding.get("remedy")).length())
                .reversed());
        List<Map<String, Object>> longest = findings.subList(0, FIT);
        assertThat(new Cards().render(CardName.OVERVIEW, language, overview(longest, Texts.of(language))))
                .isNotEmpty();
    }

    /** As the models' contract says, a step gives the same remedy once. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void theOverviewFitsWhenNothingCouldBeSeen(Language language) throws IOException {
        Texts texts = Texts.of(language);
        List<Map<String, Object>> findings = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/findings.txt"))) {
            if (!line.startsWith("#")) {
                String cause = texts.get("unseen.refusedByRelay", Map.of("detail", "x".repeat(80)));
                String title = texts.get("finding." + line.split("\\s+")[0] + ".title");
                findings.add(Map.of(
                        "text", texts.get("card.line", Map.of("title", title, "text", cause)),
                        "hasRemedy", findings.size() % 3 == 0,
                        "remedy", texts.get("remedy.unseen.refusedByRelay")));
            }
        }
        assertThat(new Cards().render(CardName.OVERVIEW, language, overview(findings, texts)))
                .isNotEmpty();
    }

    private static Map<String, Object> longest(String code, Texts texts) {
        String reason = texts.keys().stream()
                .filter(key -> key.startsWith("remedy." + code + "."))
                .map(key -> key.substring("remedy.".length()))
                .max(Comparator.comparing(
                        name -> (filled(texts, "finding." + name) + filled(texts, "remedy." + name)).length()))
                .orElseThrow();
        return Map.of(
                "text", filled(texts, "finding." + reason),
                "hasRemedy", true,
                "remedy", filled(texts, "remedy." + reason));
    }

    private static String filled(Texts texts, String key) {
        Map<String, Object> arguments = new HashMap<>();
        for (String name : texts.arguments(key)) {
            boolean number = Stream.of("count", "days", "hours", "enabled", "total", "registered", "users")
                    .anyMatch(name::equals);
            arguments.put(name, number ? 99 : "x".repeat(40));
        }
        return texts.get(key, arguments);
    }

    private static Map<String, Object> overview(List<Map<String, Object>> findings, Texts texts) {
        List<Map<String, Object>> steps = new ArrayList<>();
        int each = findings.size() / STEPS.size() + 1;
        for (int i = 0; i < STEPS.size(); i++) {
            steps.add(Map.of(
                    "number",
                    "3a",
                    "title",
                    texts.get("step." + STEPS.get(i) + ".title"),
                    "verdictLabel",
                    texts.get("verdict.byHand"),
                    "verdictStyle",
                    "attention",
                    "lines",
                    findings.subList(Math.min(findings.size(), i * each), Math.min(findings.size(), (i + 1) * each))));
        }
        Map<String, Object> claim = Map.of("claim", "x".repeat(20), "grade", "x".repeat(10), "text", "x".repeat(150));
        Map<String, Object> data = Map.of("change", "4f0c2d6e-8f7a-4a55-9d2b-0a4f6c1f77aa", "version", 12);
        Map<String, Object> button = Map.of("title", "x".repeat(25), "verb", "step", "data", data);
        return Map.of(
                "practice", true,
                "summary", "x".repeat(100),
                "steps", steps,
                "claims", List.of(claim, claim, claim),
                "at", texts.language().tag(),
                "buttons", List.of(button, button, button));
    }
}
