package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** For whom it works: from the word to the list in the asker's hands, and a relay that dies on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class CoverageJourney {

    private static final Pattern RESULT = Pattern.compile("(\\d+) of (\\d+) users can be written back");

    /** Slow enough for a kill between two pages, quick enough for a page to come in time. */
    private static final int SLOW_MILLIS = 200;

    private Practice practice;
    private Card done;

    @BeforeAll
    void start() throws InterruptedException {
        practice = new Practice();
    }

    @AfterAll
    void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void coverage_says_for_how_many_it_works_for_whom_not_and_why() {
        done = practice.asks("coverage", card -> card.text().contains("State: Done"));

        Matcher result = RESULT.matcher(done.text());
        assertThat(result.find()).as(done.text()).isTrue();
        assertThat(Integer.parseInt(result.group(1))).isPositive().isLessThan(Integer.parseInt(result.group(2)));
        assertThat(done.text())
                .contains("the sync server says it synchronises")
                .contains("Account is disabled")
                .contains("Protected account")
                .contains("By organisational unit");
        assertThat(done.buttons()).contains("Download the list", "Look again");
    }

    @Test
    @Order(2)
    void the_list_comes_to_the_asker_who_signs_in_and_the_link_is_good_once() {
        String link = freshLink();
        Browser browser = browser();

        HttpResponse<String> file = browser.fetches(link, browser.signsIn(link, "requester"));

        assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment");
        List<String> lines = List.of(file.body().split("\r\n"));
        assertThat(lines.get(0)).startsWith("\uFEFF\"Name\",");
        assertThat(lines).anyMatch(line -> line.contains("dana.disabled") && line.contains("Account is disabled"));
        Matcher result = RESULT.matcher(done.text());
        assertThat(result.find()).isTrue();
        assertThat(lines).hasSize(1 + Integer.parseInt(result.group(2)) - Integer.parseInt(result.group(1)));
        assertThat(browser().signsIn(link, "requester")).contains("The list stays closed");
    }

    @Test
    @Order(3)
    void another_person_who_has_the_link_gets_nothing() {
        assertThat(browser().signsIn(freshLink(), "approver"))
                .contains("The list stays closed")
                .doesNotContain("ticket");
    }

    @Test
    @Order(4)
    void a_relay_that_dies_on_the_way_and_comes_back_changes_no_figure() throws InterruptedException {
        practice.lab.set("directory.slowMillis", SLOW_MILLIS);
        Card under = practice.asks(
                "coverage",
                card -> card.text().contains("State: In progress")
                        && card.text().contains("Looked at:"));
        assertThat(under.buttons()).containsExactly("Cancel");

        practice.organisation.agent().kill9();
        practice.lab.set("directory.slowMillis", 0);
        Card waiting = practice.requester.sees(
                card -> card.id().equals(under.id()) && card.text().contains("State: Waiting for the relay"));
        assertThat(waiting.text()).contains("The next users: unknown").contains("nothing that was counted is lost");
        practice.organisation.agent().start();

        Card again = practice.requester.sees(
                card -> card.id().equals(under.id()) && card.text().contains("State: Done"));
        assertThat(figures(again)).isEqualTo(figures(done));
    }

    @Test
    @Order(5)
    void in_french_it_is_couverture() {
        Card card = practice.asks("couverture", shown -> shown.text().contains("Terminé"));

        assertThat(card.text()).contains("Réécriture possible pour").contains("Compte désactivé");
    }

    private String freshLink() {
        Card card = practice.requester.sees(shown -> shown.id().equals(done.id()));
        String before = card.link("Open my list").orElse("");
        practice.requester.presses(card, "Download the list");
        return practice.requester
                .sees(shown -> shown.id().equals(done.id())
                        && shown.link("Open my list")
                                .filter(link -> !link.equals(before))
                                .isPresent())
                .link("Open my list")
                .orElseThrow();
    }

    private Browser browser() {
        return new Browser(Path.of(practice.organisation.lab().text("ca")));
    }

    /** What was counted; moments differ. */
    private static List<String> figures(Card card) {
        return card.text()
                .lines()
                .filter(line -> line.contains(" can be written back") || line.contains(" of ") || line.contains(" · "))
                .filter(line -> !line.contains("is kept until"))
                .filter(line -> !line.startsWith("Your link"))
                .toList();
    }
}
