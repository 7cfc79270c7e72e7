package writeback.bot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import writeback.bot.Place;
import writeback.bot.SettableClock;

/** What waits for a person opens for that person alone, once, and every other try is in the trail. */
class GateTest {

    private static final String OWN = "aaaa0000-0000-0000-0000-000000000001";
    private static final String OTHER = "bbbb0000-0000-0000-0000-000000000002";
    private static final PersonId PERSON = new PersonId(TestAuthority.TENANT, OWN);
    private static final String CHAT = "a:chat-1";

    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final Recorded recorded = new Recorded();
    private final DataSource database = database();
    private TestAuthority server;
    private StoredSessions sessions;
    private LinkedAccounts linked;
    private SignIns signIns;
    private SignInPages gate;
    private MockMvcTester browser;

    @TempDir
    private Path folder;

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @BeforeEach
    void start() throws IOException {
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V300__identity.sql"),
                        new ClassPathResource("db/migration/V310__gate.sql"))
                .execute(database);
        server = new TestAuthority();
        server.oid = OWN;
        Path key = Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        Path secret = Files.writeString(folder.resolve("secret"), TestAuthority.CLIENT_SECRET);
        JdbcClient jdbc = JdbcClient.create(database);
        Trust trust = new Trust(List.of("localhost"), server.caFile(folder));
        Place place = new Place(new Place.Tenant(TestAuthority.TENANT), new Place.Premises("main"));
        IdentityConfiguration wiring = new IdentityConfiguration();
        URI publicUrl = URI.create("https://bot.example");
        Vault vault = Vault.load(key);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        sessions = wiring.storedSessions(jdbc, transactions, recorded, vault);
        linked = new LinkedAccounts(jdbc);
        Authority authority = wiring.authority(
                new IdentitySettings(server.address(), TestAuthority.CLIENT, secret, null, key),
                trust,
                wiring.trustedTls(trust),
                place,
                publicUrl);
        signIns = wiring.signIns(
                place, publicUrl, authority, jdbc, vault, linked, sessions, recorded, recorded, transactions, clock);
        gate = new SignInPages(signIns, new Page(), publicUrl);
        browser = MockMvcTester.of(gate);
    }

    @AfterEach
    void stopAndFindNothingOfTheSignInKept() {
        server.close();
        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(recorded.events).isEmpty();
        assertThat(recorded.rows.toString())
                .satisfies(
                        all -> server.secrets.forEach(secret -> assertThat(all).doesNotContain(secret)));
    }

    @Test
    void the_person_signs_in_and_the_ticket_opens_once() {
        String secret = link();
        assertThat(gate.ask(secret, Locale.ENGLISH).getBody()).contains("Riley", "<form method=\"post\">");
        assertThat(gate.ask(secret, Locale.FRENCH).getBody()).contains("Votre liste vous attend");

        MvcTestResult page = through(secret);

        assertThat(page).hasStatusOk().hasHeader("Cache-Control", "no-store");
        assertThat(page).bodyText().contains("action=\"../coverage/file\"", "aaaa@contoso.test");
        String ticket = ticket(page);
        assertThat(gate.admit(ticket, "elsewhere")).isEmpty();
        assertThat(gate.admit(ticket, "coverage")).contains(new Gate.Admitted(PERSON, "en/run-1"));
        assertThat(gate.admit(ticket, "coverage")).isEmpty();
        assertRefused("link", "");
    }

    @Test
    void a_linked_account_of_the_person_is_the_person() {
        linked.link(
                PERSON,
                new Account(new PersonId(TestAuthority.TENANT, OTHER), "admin@contoso.test", "Admin", "{}"),
                clock.instant());
        server.oid = OTHER;

        MvcTestResult page = through(link());

        assertThat(gate.admit(ticket(page), "coverage")).isPresent();
    }

    @Test
    void another_person_gets_nothing_and_the_trail_says_who_tried() {
        server.oid = OTHER;

        MvcTestResult page = through(link());

        assertThat(page)
                .hasStatus(403)
                .bodyText()
                .contains("The list stays closed")
                .doesNotContain("ticket");
        assertRefused("other", TestAuthority.TENANT + "/" + OTHER);
    }

    @Test
    void the_person_by_a_linked_account_of_somebody_else_is_somebody_else() {
        PersonId somebody = new PersonId(TestAuthority.TENANT, OTHER);
        linked.link(somebody, new Account(PERSON, "riley@contoso.test", "Riley", "{}"), clock.instant());

        assertThat(through(link())).hasStatus(403);
        assertRefused("other", PERSON.text());
    }

    @Test
    void who_does_not_sign_in_gets_nothing() {
        SignIns.Departure departure = signIns.depart(link()).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());

        MvcTestResult page = browser.get()
                .uri("/signin/callback?state=" + back.get("state") + "&error=access_denied")
                .cookie(new Cookie("writeback-signin", departure.browser()))
                .exchange();

        assertThat(page).hasStatus(403);
        assertRefused("declined", "");
        assertThat(gate.admit("", "coverage")).isEmpty();
        assertThat(gate.admit("guess", "coverage")).isEmpty();
    }

    @Test
    void a_sign_in_that_comes_back_to_another_browser_gets_nothing() {
        SignIns.Departure departure = signIns.depart(link()).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());

        assertThat(back(back, "another")).hasStatus(403);
        assertRefused("browser", "");
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void a_guest_gets_nothing() {
        server.homeTenant = "99999999-9999-9999-9999-999999999999";

        assertThat(through(link())).hasStatus(403);
        assertRefused("foreign", PERSON.text());
    }

    @Test
    void a_link_that_was_used_or_has_expired_is_closed_and_tried_once_in_the_trail() {
        String used = link();
        assertThat(gate.go(used, Locale.ENGLISH).getStatusCode().value()).isEqualTo(303);
        assertThat(gate.go(used, Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        assertThat(gate.go(used, Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        assertRefused("link", "");

        String expired = link();
        clock.pass(Duration.ofMinutes(10));
        assertThat(gate.ask(expired, Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        ResponseEntity<String> closed = gate.go(expired, Locale.FRENCH);
        assertThat(closed.getStatusCode().value()).isEqualTo(410);
        assertThat(closed.getBody()).contains("La liste reste fermée");
        assertThat(recorded.rows).hasSize(2);
        assertThat(gate.go("never-was", Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        assertThat(recorded.rows).hasSize(2);
    }

    @Test
    void a_ticket_lives_two_minutes() {
        MvcTestResult page = through(link());
        clock.pass(Duration.ofMinutes(2));

        assertThat(gate.admit(ticket(page), "coverage")).isEmpty();
        assertRefused("link", "");
    }

    @Test
    void a_newer_link_takes_the_place_of_the_older_one_and_sign_in_links_stay() {
        String signIn = secret(signIns.link(PERSON, "Riley", CHAT));
        String older = link();
        String newer = link();

        assertThat(gate.ask(older, Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        assertThat(gate.ask(newer, Locale.ENGLISH).getStatusCode().value()).isEqualTo(200);
        assertThat(signIns.nameOn(signIn)).isPresent();
        assertThat(gate.ask(signIn, Locale.ENGLISH).getStatusCode().value()).isEqualTo(410);
        assertThat(signIns.nameOn(newer)).isEmpty();
    }

    @Test
    void a_person_of_another_tenant_has_no_link() {
        PersonId foreign = new PersonId("99999999-9999-9999-9999-999999999999", OWN);

        assertThatThrownBy(() -> gate.link(foreign, "Riley", CHAT, "coverage", "en/run-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String link() {
        URI link = gate.link(PERSON, "Riley", CHAT, "coverage", "en/run-1");
        assertThat(link.toString()).startsWith("https://bot.example/coverage/");
        return secret(link);
    }

    private static String secret(URI link) {
        return link.getPath().replaceFirst(".*/", "");
    }

    private MvcTestResult through(String secret) {
        SignIns.Departure departure = signIns.depart(secret).orElseThrow();
        return back(server.signIn(departure.authorize()), departure.browser());
    }

    private MvcTestResult back(Map<String, String> parameters, String cookie) {
        return browser.get()
                .uri("/signin/callback?state=" + parameters.get("state") + "&code=" + parameters.get("code"))
                .cookie(new Cookie("writeback-signin", cookie))
                .exchange();
    }

    private static String ticket(MvcTestResult page) {
        Matcher field = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"")
                .matcher(new String(page.getResponse().getContentAsByteArray()));
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private void assertRefused(String reason, String account) {
        assertThat(recorded.rows)
                .containsExactly(new Recorded.Row(
                        "identity.refused",
                        PERSON.text(),
                        PERSON.text(),
                        Map.of("reason", reason, "account", account, "purpose", "coverage", "target", "en/run-1")));
    }
}
