package writeback.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StringsFilesTest {
    private static final Path TEXTS = Path.of("src/main/resources/writeback/cards/texts");
    private static final Path TEMPLATES = TEXTS.getParent();
    private static final Texts EN = Texts.of(Language.EN);
    private static final Texts FR = Texts.of(Language.FR);

    @Test
    void bothLanguagesHaveTheSameTextsInTheSameOrderWithTheSameArguments() throws IOException {
        for (String file : TextFiles.FILES) {
            assertThat(keys("fr", file)).as(file).isEqualTo(keys("en", file));
        }
        for (String key : EN.keys()) {
            assertThat(FR.arguments(key)).as(key).containsExactlyInAnyOrderElementsOf(EN.arguments(key));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void noTextStandsTwice(Language language) throws IOException {
        List<String> all = new ArrayList<>();
        for (String file : TextFiles.FILES) {
            all.addAll(keys(language.tag(), file));
        }
        assertThat(all).doesNotHaveDuplicates().hasSameSizeAs(Texts.of(language).keys());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void noTextHasAStraightApostropheOrAnUnbalancedBrace(Language language) {
        for (String key : EN.keys()) {
            String shown = shown(key, language);
            assertThat(shown).as(key).isNotBlank().doesNotContain("'").doesNotContain("{", "}", "\"", "null");
        }
    }

    /** Canadian French: no-break space before a colon and inside guillemets, none before ; ! and ?. */
    @Test
    void frenchFollowsCanadianTypography() {
        for (String key : FR.keys()) {
            String shown = shown(key, Language.FR);
            assertThat(shown)
                    .as(key)
                    .doesNotContain(" :", "« ", " »", " ?", " !", " ;", "\u202f", "“", "--")
                    .doesNotContainPattern("«[^\u00a0]|[^\u00a0]»")
                    .doesNotContainPattern("[^\u00a0\\d]:(?!//|\\d)");
        }
    }

    @Test
    void theTextsOfTheFindingsAreTheContractsAndNoOthers() throws IOException {
        Map<String, Set<String>> wanted = new HashMap<>();
        for (String line : table("findings.txt")) {
            String[] cells = line.split("\\s+");
            wanted.put("finding." + cells[0] + ".title", Set.of());
            for (int i = 1; i < cells.length; i++) {
                Matcher reason = Pattern.compile("(\\w+)\\.(\\w+)(?:\\{(.*)})?").matcher(cells[i]);
                assertThat(reason.matches()).as(cells[i]).isTrue();
                Set<String> arguments = reason.group(3) == null
                        ? Set.of()
                        : Set.of(reason.group(3).split(","));
                String name = cells[0] + "." + reason.group(2);
                wanted.merge("finding." + name, arguments, StringsFilesTest::shared);
                if (!reason.group(1).equals("done")) {
                    wanted.put("remedy." + name, arguments);
                }
            }
        }
        assertThat(EN.keys())
                .filteredOn(key -> key.matches("finding\\..*|remedy\\.(?!unseen\\.).*"))
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        wanted.forEach((key, arguments) -> assertThat(arguments).as(key).containsAll(EN.arguments(key)));
    }

    /** A reason that two verdicts share has one text, which may only name what both bring. */
    private static Set<String> shared(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    @Test
    void everyTextIsNamedByATemplateOrBelongsToADeclaredFamily() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String key : EN.keys()) {
            if (key.matches("finding\\..*|remedy\\.(?!unseen\\.).*")) {
                used.add(key);
            }
        }
        for (String line : table("families.txt")) {
            String[] cells = line.split("\\s+");
            if (cells.length == 1) {
                used.add(cells[0]);
            }
            for (int i = 1; i < cells.length; i++) {
                used.add(cells[0].contains("*") ? cells[0].replace("*", cells[i]) : cells[0] + "." + cells[i]);
            }
        }
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher text = Pattern.compile("\\$\\{text\\.([^}]*)}").matcher(Files.readString(file));
                while (text.find()) {
                    used.add(text.group(1));
                }
            }
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(EN.keys());
    }

    private static String shown(String key, Language language) {
        Texts texts = Texts.of(language);
        Map<String, Object> arguments = new HashMap<>();
        for (String name : texts.arguments(key)) {
            boolean number = Set.of(
                            "count",
                            "days",
                            "hours",
                            "enabled",
                            "total",
                            "registered",
                            "done",
                            "toDo",
                            "byHand",
                            "blocked",
                            "unknown",
                            "accepted",
                            "seconds",
                            "users",
                            "looked",
                            "expected",
                            "covered",
                            "uncovered",
                            "order",
                            "number")
                    .contains(name);
            arguments.put(name, number ? 2 : "x");
        }
        return texts.get(key, arguments);
    }

    private static List<String> keys(String language, String file) throws IOException {
        return Files.readAllLines(TEXTS.resolve(language).resolve(file + ".properties"), StandardCharsets.UTF_8)
                .stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceFirst(" =.*", ""))
                .toList();
    }

    private static List<String> table(String name) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources", name)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
