package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is away, slow, damaged, old or doubled: a card says what happened and what to do, and what could not be seen is
 * unknown, never done.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleJourney {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> DIRECTORY = List.of(
            "Active Directory’s answer",
            "Accounts in Active Directory",
            "Domains of the forest",
            "Right to change the policy",
            "Connector account",
            "Privileges of the connector account",
            "Rights of the connector account",
            "Minimum password age in force",
            "Minimum password age in Group Policy",
            "Fine-grained password policies",
            "The other domain controllers");
    private static final List<String> SYNC_SERVER = List.of(
            "Version of Entra Connect",
            "Synchronization service",
            "Active sync server",
            "Synchronization scheduler",
            "Password writeback in Entra Connect");
    private static final String EVENTS = "Proof that a person resets their own password";
    private static final List<String> CLOUD = List.of(
            "Directory synchronization",
            "Last synchronization",
            "Licence",
            "Your Entra role",
            "On-premises integration",
            "Who may reset their password",
            "Who is registered");
    private static final int ALL = 27;

    private static Practice practice;
    private static List<String> calm;

    @BeforeAll
    static void start() throws InterruptedException {
        practice = new Practice();
        practice.switchOn();
        // so short that each look renews it
        practice.lab.set("signIn.tokenSeconds", 60);
        practice.signIn(practice.requester, "requester");
        calm = lines(practice.check());
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void when_graph_is_down_what_the_tenant_says_is_unknown() {
        whileSet("graph.down", true, false, () -> unknown("it could not be reached", CLOUD));
    }

    @Test
    @Order(2)
    void when_graph_denies_it_is_said_and_what_to_check() {
        practice.lab.set("graph.failStatus", 403);
        whileSet("graph.failNext", 1000, 0, () -> assertThat(unknown("access was denied", CLOUD))
                .contains("Check the role or the right that this needs, then look again."));
    }

    @Test
    @Order(3)
    void when_graph_throttles_it_is_asked_again_after_the_time_it_names_and_then_said() {
        practice.lab.set("graph.failStatus", 429);
        practice.lab.set("graph.failNext", 6);
        assertThat(lines(practice.check())).isEqualTo(calm);

        whileSet("graph.failNext", 1000, 0, () -> assertThat(unknown("Microsoft asked us to slow down", CLOUD))
                .contains("Wait a few minutes, then look again."));
    }

    @Test
    @Order(4)
    void when_the_token_has_expired_and_the_sign_in_server_is_down_the_tenant_is_unknown() {
        whileSet("signIn.down", true, false, () -> unknown("it could not be reached", CLOUD));
    }

    @Test
    @Order(5)
    void when_the_sign_in_is_no_longer_accepted_it_is_asked_for_again() {
        whileSet("signIn.notConsented", List.of("AuditLog.Read.All"), List.of(), () -> assertThat(
                        unknown("you are not signed in", CLOUD))
                .contains("You are not signed in to Microsoft Entra.")
                .contains("Type: sign in"));
        practice.signIn(practice.requester, "requester");
        assertThat(lines(practice.check())).isEqualTo(calm);
    }

    @Test
    @Order(6)
    void when_the_directory_is_away_it_blocks_and_the_rest_is_seen() {
        practice.lab.set("directory.stopped", true);
        try {
            Card card = practice.check();
            assertThat(card.text())
                    .contains("Active Directory does not answer.")
                    .contains("Check that a domain controller runs");
            assertUnknown(card, "it could not be reached", DIRECTORY.subList(1, DIRECTORY.size()));
        } finally {
            practice.lab.set("directory.stopped", false);
        }
    }

    @Test
    @Order(7)
    void when_the_directory_is_too_slow_it_is_unknown_in_time_and_the_rest_is_seen() {
        whileSet("directory.slowMillis", 11_000, 0, () -> unknown("there was no answer in time", DIRECTORY));
    }

    @Test
    @Order(8)
    void when_the_sync_servers_shell_answers_nonsense_it_is_unknown() {
        whileSet(
                "connect.powershell",
                "garbage",
                "ok",
                () -> unknown("the answer made no sense", with(SYNC_SERVER, EVENTS)));
    }

    @Test
    @Order(9)
    void when_the_sync_servers_shell_hangs_it_is_unknown_in_time_and_the_rest_is_seen() {
        whileSet(
                "connect.powershell",
                "hangs",
                "ok",
                () -> unknown("there was no answer in time", with(SYNC_SERVER, EVENTS)));
        assertThat(lines(practice.check())).isEqualTo(calm);
    }

    @Test
    @Order(10)
    void when_the_agent_is_gone_the_premises_are_unknown_until_it_is_back() throws InterruptedException {
        practice.organisation.agent().kill9();
        // While the last poll is fresh nobody knows yet; a look then runs into its deadline.
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(TroubleJourney::saysLost);
        String text = unknown(
                "no relay that serves this is connected",
                Stream.of(DIRECTORY, SYNC_SERVER, List.of(EVENTS))
                        .flatMap(List::stream)
                        .toList());
        assertThat(text)
                .contains("Type relays: it shows whether a relay is missing, waits for confirmation or is silent.");

        practice.organisation.agent().start();
        assertThat(lines(practice.check())).isEqualTo(calm);
    }

    @Test
    @Order(11)
    void yesterdays_button_changes_nothing_and_says_so() {
        Card overview = practice.check();
        practice.requester.presses(overview, "Next: step 3a");
        Card old = practice.requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("I have done it"));
        JsonNode yesterday = old.data("I have done it");
        practice.requester.presses(old, "Look again");
        Card newer = practice.requester.sees(card -> card.id().equals(old.id())
                && card.buttons().contains("I have done it")
                && !card.data("I have done it").equals(yesterday));

        practice.requester.forges(practice.organisation.lab(), "requester", "confirm", yesterday);

        practice.requester.sees(card -> card.text().contains("This button is old. Nothing has changed.")
                && card.text().contains("status"));
        assertThat(shown(old.id()).text()).isEqualTo(newer.text());
    }

    @Test
    @Order(12)
    void malformed_activities_are_refused_and_the_next_word_is_answered() {
        JsonNode missing = practice.requester.sends(JSON.createObjectNode().put("type", "message"));
        assertThat(missing.path("status").asInt()).isEqualTo(400);

        ObjectNode noData = JSON.createObjectNode();
        JsonNode press = practice.requester.forges(practice.organisation.lab(), "requester", "look", noData);
        assertThat(press.path("status").asInt()).isEqualTo(200);
        JsonNode noVerb = practice.requester.forges(practice.organisation.lab(), "requester", "", noData);
        assertThat(noVerb.path("status").asInt()).isLessThan(500);

        practice.asks("help", card -> card.text().contains("enable"));
    }

    @Test
    @Order(13)
    void a_card_that_teams_does_not_take_at_first_arrives_once() {
        for (int status : new int[] {429, 503}) {
            practice.lab.set("channel.failStatus", status);
            practice.lab.set("channel.failNext", 2);
            Set<String> before = ids();
            practice.requester.says("help");
            practice.requester.sees(card -> !before.contains(card.id()));
            // The next answer comes after it, so nothing of it is still on its way.
            practice.asks("language english", card -> card.text().contains("English"));

            assertThat(ids()).hasSize(before.size() + 2);
        }
    }

    @Test
    @Order(14)
    void a_message_and_a_press_that_are_delivered_five_times_count_once() {
        Set<String> before = ids();
        practice.requester.saysDelivered(5, "rehearse " + Practice.ACCOUNT);
        Card plan = practice.requester.sees(
                card -> !before.contains(card.id()) && card.buttons().contains("Ask for approval"));
        practice.requester.pressesDelivered(5, plan, "Ask for approval", Map.of("reason", "Does it count once?"));
        practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("Awaiting approval"));
        Card status = practice.asks("status", card -> card.text().contains("Relay"));

        assertThat(status.text().split("Awaiting approval", -1))
                .as("open requests")
                .hasSize(2);
        assertThat(ids()).hasSize(before.size() + 2);
    }

    /** What a look shows while that key of the lab is so; afterwards it is set back, come what may. */
    private static void whileSet(String key, Object raised, Object cleared, Runnable look) {
        practice.lab.set(key, raised);
        try {
            look.run();
        } finally {
            practice.lab.set(key, cleared);
        }
    }

    /** Looks, and expects exactly these rows to be unknown for that cause. */
    private static String unknown(String cause, List<String> titles) {
        Card card = practice.check();
        assertUnknown(card, cause, titles);
        return card.text();
    }

    private static void assertUnknown(Card card, String cause, List<String> titles) {
        Overview overview = Overview.of(card);
        assertThat(overview.lines().stream()
                        .filter(line -> line.contains(": unknown, because " + cause))
                        .map(line -> line.substring(0, line.indexOf(": unknown"))))
                .as(card.text())
                .containsExactlyInAnyOrderElementsOf(titles);
        assertThat(overview.lines().stream().filter(line -> line.contains(": unknown")))
                .as("unknown for one cause only")
                .hasSize(titles.size());
        int done = overview.done().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(done + overview.lines().size()).as("every row is there once").isEqualTo(ALL);
    }

    private static boolean saysLost() {
        return practice.asks("status", card -> card.text().contains("Last contact"))
                .text()
                .contains("is not connected");
    }

    private static List<String> with(List<String> titles, String more) {
        return Stream.concat(titles.stream(), Stream.of(more)).toList();
    }

    private static List<String> lines(Card card) {
        return Overview.of(card).lines();
    }

    private static Set<String> ids() {
        return practice.requester.shown().stream().map(Card::id).collect(Collectors.toSet());
    }

    private static Card shown(String id) {
        Map<String, Card> cards = new HashMap<>();
        practice.requester.shown().forEach(card -> cards.put(card.id(), card));
        return cards.get(id);
    }
}
