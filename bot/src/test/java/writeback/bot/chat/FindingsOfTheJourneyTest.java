package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import writeback.bot.runbook.FindingCode;
import writeback.cards.Language;
import writeback.cards.Texts;

/** The journey over all findings knows the bot as a process only; its list of them must not drift from ours. */
class FindingsOfTheJourneyTest {

    private static final Path LIST = Path.of("../journeys/src/test/resources/writeback/journeys/findings.tsv");

    @Test
    void the_journeys_list_names_every_finding_with_its_step_and_title() throws IOException {
        Texts texts = Texts.of(Language.EN);

        assertThat(Files.readAllLines(LIST))
                .containsExactlyElementsOf(Stream.of(FindingCode.values())
                        .map(code -> code.code() + "\t" + code.step().number() + "\t"
                                + texts.get("finding." + code.code() + ".title"))
                        .toList());
    }
}
