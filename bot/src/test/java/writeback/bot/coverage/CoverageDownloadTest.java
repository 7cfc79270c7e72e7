package writeback.bot.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import writeback.bot.Rooms;
import writeback.bot.identity.Gate;
import writeback.bot.identity.PersonId;
import writeback.cards.Language;
import writeback.relay.protocol.fact.CoveragePage;

/** What comes behind the gate; the gate itself has tests of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageDownloadTest {

    private final Domain domain = new Domain();
    private final Walks.Outside outside = new Walks.Outside();
    private Walks bot;
    private MockMvcTester browser;
    private CoverageRun done;

    @BeforeAll
    void walk() {
        bot = new Walks(Rooms.inMemory("download-" + UUID.randomUUID()), domain, outside);
        browser = MockMvcTester.of(bot.part(CoverageDownload.class));
        domain.calm(25);
        domain.bend = CoverageDownloadTest::withAFormula;
        done = bot.ended(bot.begin(""), CoverageState.DONE);
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    @Test
    void the_asker_gets_the_whole_list_in_the_readers_language_and_the_trail_says_so() {
        int before = downloads().size();
        MockHttpServletResponse file = fetch(Walks.ASKER, Language.FR, "good");

        assertThat(file.getStatus()).isEqualTo(200);
        assertThat(file.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(file.getHeader("Content-Disposition")).matches("attachment; filename=\"coverage-[-0-9]{10}\\.csv\"");
        assertThat(file.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(file.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        byte[] bytes = file.getContentAsByteArray();
        assertThat(Arrays.copyOf(bytes, 3)).containsExactly(0xEF, 0xBB, 0xBF);
        List<String> lines = List.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8).split("\r\n"));
        assertThat(lines.get(0))
                .isEqualTo("\"Nom\",\"sAMAccountName\",\"Nom d’utilisateur principal\",\"Pourquoi pas\",\"Vu sur\","
                        + "\"Vu le (UTC)\"");
        assertThat(lines).hasSize(1 + 9);
        assertThat(lines.get(1))
                .isEqualTo("\"CN=user0,OU=unit0,OU=Staff,DC=contoso,DC=test\",\"'=cmd|' /C calc'!A0\","
                        + "\"user0@contoso.test\",\"Compte protégé (adminCount ou groupe protégé); Héritage des droits"
                        + " désactivé\",\"dc1.contoso.test\",\"2026-11-22T12:00:00Z\"");
        assertThat(downloads()).hasSize(before + 1).allSatisfy(row -> assertThat(row)
                .isEqualTo(Walks.ASKER.text() + " " + done.id()));
    }

    @Test
    void a_ticket_that_is_not_admitted_opens_nothing() {
        int before = downloads().size();

        MockHttpServletResponse file = fetch(Walks.ASKER, Language.EN, "bad");

        assertThat(file.getStatus()).isEqualTo(410);
        assertThat(downloads()).hasSize(before);
    }

    @Test
    void a_person_who_did_not_ask_for_that_walk_gets_nothing_even_behind_the_gate() {
        int before = downloads().size();

        assertThat(fetch(Walks.OTHER, Language.EN, "good").getStatus()).isEqualTo(410);
        assertThat(downloads()).hasSize(before);
        assertThat(bot.desk().download(done.id(), Walks.OTHER, "Sam", "chat", Language.EN))
                .isEmpty();
        assertThat(bot.desk().download("nobody", Walks.ASKER, "Alex", "chat", Language.EN))
                .isEmpty();
    }

    @Test
    void a_link_names_the_walk_and_the_language() {
        assertThat(bot.desk().download(done.id(), Walks.ASKER, "Alex", "chat", Language.FR))
                .hasValueSatisfying(link -> assertThat(link).hasToString("https://bot.example/coverage/secret"));
        assertThat(CoverageDownload.Target.parse(outside.target))
                .isEqualTo(new CoverageDownload.Target(done.id(), Language.FR));
    }

    @Test
    void looking_and_going_on_are_the_gates_business() {
        assertThat(browser.get().uri("/coverage/s3cret").exchange()).bodyText().isEqualTo("ask s3cret");
        assertThat(browser.post().uri("/coverage/s3cret").exchange()).bodyText().isEqualTo("go s3cret");
    }

    private MockHttpServletResponse fetch(PersonId person, Language language, String ticket) {
        outside.admitted =
                Optional.of(new Gate.Admitted(person, new CoverageDownload.Target(done.id(), language).text()));
        return browser.post()
                .uri("/coverage/file")
                .param("ticket", ticket)
                .exchange()
                .getResponse();
    }

    private List<String> downloads() {
        return bot.part(JdbcClient.class)
                .sql("select actor, subject from audit_trail where kind = 'coverage.downloaded'")
                .query((row, number) -> row.getString(1) + " " + row.getString(2))
                .list();
    }

    private static CoveragePage withAFormula(CoveragePage page) {
        List<CoveragePage.Row> rows = page.rows().stream()
                .map(row -> row.samAccountName().equals("user0")
                        ? new CoveragePage.Row(
                                row.distinguishedName(), "=cmd|' /C calc'!A0", row.userPrincipalName(), row.reasons())
                        : row)
                .toList();
        return new CoveragePage(
                page.readAt(),
                page.domainController(),
                page.looked(),
                page.units(),
                rows,
                page.next(),
                page.expected());
    }
}
