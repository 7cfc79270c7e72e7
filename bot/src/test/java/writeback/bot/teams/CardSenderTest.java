package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import writeback.bot.SettableClock;

class CardSenderTest {

    private static final String CHAT = "a:1personal";

    private final SettableClock clock = new SettableClock();
    private final HttpStub teams = new HttpStub();
    private final List<HttpStub.Answer> answers = new ArrayList<>();
    private JdbcClient jdbc;
    private CardShelf shelf;
    private CardSender sender;

    CardSenderTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        DriverManagerDataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).outOfOrder(true).load().migrate();
        jdbc = JdbcClient.create(database);
        Talks talks = new Talks(jdbc, clock, new RecordingEvents(), new DataSourceTransactionManager(database));
        talks.remember(Knock.of(Activities.message("hi").put("serviceUrl", teams.url() + "/")));
        shelf = new CardShelf(jdbc, talks, clock, event -> {});
        ChannelAdapter adapter = new ChannelAdapter(ChannelIssuer.APP, () -> "our-own-token");
        sender = new CardSender(shelf, talks, adapter, new ObjectMapper().findAndRegisterModules(), clock);
        AtomicInteger posts = new AtomicInteger();
        teams.answering = request -> answers.isEmpty()
                ? new HttpStub.Answer(201, "{\"id\":\"activity-" + posts.incrementAndGet() + "\"}", Map.of())
                : answers.remove(0);
    }

    @AfterEach
    void close() {
        teams.close();
    }

    @Test
    void a_new_card_is_posted_with_our_token_and_its_next_content_replaces_it() throws IOException {
        put("card", "one");
        sender.round();
        put("card", "two");
        clock.pass(Duration.ofSeconds(1));
        sender.round();

        assertThat(teams.asked()).extracting(HttpStub.Asked::method).containsExactly("POST", "PUT");
        assertThat(teams.asked().get(1).path()).endsWith("/activities/activity-1");
        assertThat(teams.asked()).allSatisfy(asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer our-own-token");
            assertThat(new ObjectMapper()
                            .readTree(asked.body())
                            .at("/attachments/0/content/type")
                            .asText())
                    .isEqualTo("AdaptiveCard");
        });
        assertThat(teams.asked().get(1).body()).contains("\"two\"").contains("\"summary\":\"summary of two\"");
    }

    @Test
    void an_update_waits_a_moment_for_a_newer_one_and_not_for_ever() {
        put("card", "one");
        sender.round();
        put("card", "looking");
        sender.round();
        clock.pass(Duration.ofMillis(500));
        put("card", "seen");
        clock.pass(Duration.ofMillis(300));
        sender.round();

        assertThat(teams.asked()).hasSize(2);
        assertThat(teams.asked().get(1).body()).contains("\"seen\"");
    }

    @Test
    void what_the_client_got_as_the_answer_to_its_press_is_not_sent_into_its_next_press() {
        put("card", "one");
        sender.round();
        put("card", "two");
        shelf.answered("card");
        clock.pass(Duration.ofSeconds(1));
        put("card", "three");
        sender.round();
        assertThat(teams.asked()).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(2);
        assertThat(teams.asked().get(1).body()).contains("\"three\"");
    }

    @Test
    void of_many_contents_only_the_newest_is_sent() {
        for (int content = 0; content < 5; content++) {
            put("card", "content " + content);
        }
        sender.round();

        assertThat(teams.asked()).singleElement().satisfies(asked -> assertThat(asked.body())
                .contains("content 4"));
    }

    @Test
    void content_that_comes_while_the_card_is_on_its_way_is_sent_after_it() {
        put("card", "one");
        teams.answering = request -> {
            if (request.method().equals("POST")) {
                put("card", "two");
            }
            return new HttpStub.Answer(201, "{\"id\":\"a1\"}", Map.of());
        };
        sender.round();

        assertThat(teams.asked()).extracting(HttpStub.Asked::method).containsExactly("POST", "PUT");
        assertThat(teams.asked().get(1).body()).contains("\"two\"");
    }

    @Test
    void it_waits_as_long_as_teams_asks_with_newer_content_too() {
        answers.add(new HttpStub.Answer(429, "{}", Map.of("Retry-After", "30")));
        put("card", "one");
        sender.round();
        put("card", "two");
        clock.pass(Duration.ofSeconds(29));
        sender.round();
        assertThat(teams.asked()).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(2);
        assertThat(teams.asked().get(1).body()).contains("\"two\"");
        assertThat(problem("card")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 401})
    void a_failing_service_is_tried_again_until_it_takes_the_card(int status) {
        var working = teams.answering;
        teams.answering = request -> new HttpStub.Answer(status, "{}", Map.of());
        put("card", "one");
        sender.round();
        // The SDK's client tries a 5xx a few times more by itself, at once.
        int tried = teams.asked().size();
        assertThat(tried).isBetween(1, 4);
        assertThat(problem("card")).contains(String.valueOf(status));

        teams.answering = working;
        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(tried + 1);
        assertThat(problem("card")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 413})
    void what_teams_will_never_take_is_given_up_with_the_reason_kept(int status) {
        answers.add(new HttpStub.Answer(status, "{}", Map.of()));
        put("card", "one");
        sender.round();
        clock.pass(Duration.ofDays(1));
        sender.round();

        assertThat(teams.asked()).hasSize(1);
        assertThat(problem("card")).contains(String.valueOf(status));
    }

    @Test
    void a_card_for_a_chat_without_address_is_given_up_and_holds_up_no_other() {
        shelf.put("lost", "a:unknown", "summary", "{}");
        put("card", "one");
        sender.round();

        assertThat(teams.asked()).hasSize(1);
        assertThat(problem("lost")).contains("no address");
    }

    @Test
    void a_card_that_is_no_json_holds_up_no_other() {
        shelf.put("broken", CHAT, "summary", "{not json");
        put("card", "one");
        sender.round();

        assertThat(teams.asked()).hasSize(1);
        assertThat(problem("broken")).isNotNull();
    }

    @Test
    void a_dead_service_does_not_stop_the_round() {
        put("card", "one");
        teams.close();
        sender.round();

        assertThat(problem("card")).isNotNull();
    }

    @Test
    void seven_cards_go_in_one_second_and_the_rest_after_it() {
        for (int card = 0; card < 9; card++) {
            put("card" + card, "content");
        }
        sender.round();
        assertThat(teams.asked()).hasSize(7);

        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(8);

        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(9);
    }

    @Test
    void a_card_that_teams_has_or_never_takes_is_not_looked_at_again_before_it_has_newer_content() {
        put("taken", "one");
        sender.round();
        answers.add(new HttpStub.Answer(400, "{}", Map.of()));
        put("given up", "one");
        sender.round();
        clock.pass(Duration.ofDays(400));
        assertThat(due()).isZero();

        put("taken", "two");
        put("given up", "two");
        clock.pass(Duration.ofSeconds(1));
        assertThat(due()).isEqualTo(2);
        sender.round();
        assertThat(due()).isZero();
        assertThat(teams.asked()).hasSize(4);
    }

    @Test
    void newer_content_that_came_while_a_card_was_sent_is_due() {
        put("card", "one");
        CardShelf.Due sending = shelf.lease(1).get(0);
        put("card", "two");
        shelf.sent(sending, "activity-1");

        sender.round();

        assertThat(teams.asked()).singleElement().satisfies(asked -> assertThat(asked.body())
                .contains("\"two\""));
    }

    private int due() {
        return jdbc.sql("select count(*) from shown_card where next_try <= ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    @Test
    void a_card_whose_sender_died_is_sent_when_its_lease_has_run_out() {
        put("card", "one");
        assertThat(shelf.lease(1)).hasSize(1);
        clock.pass(Duration.ofSeconds(59));
        sender.round();
        assertThat(teams.asked()).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        sender.round();
        assertThat(teams.asked()).hasSize(1);
    }

    private void put(String name, String text) {
        shelf.put(name, CHAT, "summary of " + text, "{\"type\":\"AdaptiveCard\",\"fallbackText\":\"" + text + "\"}");
    }

    private @Nullable String problem(String name) {
        return jdbc.sql("select problem from shown_card where name = :name")
                .param("name", name)
                .query((row, number) -> Optional.ofNullable(row.getString("problem")))
                .single()
                .orElse(null);
    }
}
