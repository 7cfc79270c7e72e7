package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import writeback.bot.chat.Press;
import writeback.bot.chat.Talk;
import writeback.bot.chat.Teams;
import writeback.bot.identity.PersonId;

class TurnsTest {

    private static final PersonId ADELE = new PersonId(Activities.TENANT, Activities.PERSON);

    private static Door door;

    @BeforeAll
    static void open() throws IOException {
        door = new Door();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void nothingHandedIn() {
        door.desk.forget();
    }

    @Test
    void a_message_is_handed_in_with_its_speaker_and_place() {
        door.post(Activities.message(" help "));

        assertThat(door.desk.said).singleElement().satisfies(said -> {
            assertThat(said.text()).isEqualTo("help");
            assertThat(said.speaker().person()).isEqualTo(ADELE);
            assertThat(said.speaker().displayName()).isEqualTo("Adele Vance");
            assertThat(said.talk()).isEqualTo(new Talk("a:1personal", Talk.Kind.PERSONAL));
        });
        assertThat(door.part(Talks.class).personalChat(ADELE)).isPresent();
    }

    @Test
    void the_first_personal_chat_of_a_person_is_told_once() {
        String newcomer = "22222222-0000-4000-8000-000000000010";
        for (String kind : List.of("groupChat", "personal", "personal")) {
            ObjectNode activity = Activities.message("hello");
            activity.withObject("/conversation").put("conversationType", kind).put("id", "a:" + kind);
            activity.withObject("/from").put("aadObjectId", newcomer);
            assertThat(door.post(activity).statusCode()).isEqualTo(200);
        }

        assertThat(door.events.published)
                .filteredOn(told -> told.contains(newcomer))
                .containsExactly(Teams.MET + " " + new PersonId(ADELE.tenant(), newcomer).text());
    }

    @Test
    void a_mention_of_the_bot_is_cut_off_and_one_of_a_person_stays() {
        ObjectNode activity = Activities.message("<at>Writeback</at> rehearse <at>Lee</at>");
        activity.withObject("/conversation")
                .put("conversationType", "groupChat")
                .put("id", "19:group");
        mention(activity, "<at>Writeback</at>", "28:" + ChannelIssuer.APP);
        mention(activity, "<at>Lee</at>", "29:1lee");
        activity.withObject("/from").put("aadObjectId", "22222222-0000-4000-8000-000000000009");
        door.post(activity);

        assertThat(door.desk.said).singleElement().satisfies(said -> {
            assertThat(said.text()).isEqualTo("rehearse <at>Lee</at>");
            assertThat(said.talk().kind()).isEqualTo(Talk.Kind.GROUP);
        });
        assertThat(door.part(Talks.class)
                        .personalChat(door.desk.said.get(0).speaker().person()))
                .isEmpty();
    }

    @Test
    void a_message_that_names_no_person_is_not_handed_in() {
        ObjectNode activity = Activities.message("help");
        activity.withObject("/from").remove("aadObjectId");

        assertThat(door.post(activity).statusCode()).isEqualTo(200);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_press_is_answered_with_the_card_that_takes_its_place() throws IOException {
        JsonNode answer =
                Door.JSON.readTree(door.post(Activities.execute("check")).body());

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.path("type").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(answer.at("/value/type").asText()).isEqualTo("AdaptiveCard");
        assertThat(door.desk.presses).singleElement().satisfies(TurnsTest::isTheWholePress);
    }

    @Test
    void a_press_by_message_is_the_same_press() {
        assertThat(door.post(Activities.submit("check")).statusCode()).isEqualTo(200);

        assertThat(door.desk.presses).singleElement().satisfies(press -> {
            assertThat(press.verb()).isEqualTo("check");
            assertThat(press.card()).isEqualTo("card-1");
            assertThat(press.version()).isEqualTo(3);
            assertThat(press.inputs()).isEqualTo(Map.of("reason", "because"));
        });
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_press_whose_work_never_ends_is_answered_within_a_second() throws IOException {
        door.desk.answering = press -> new CompletableFuture<>();

        // One of some presses: a busy machine may hold up any of them.
        JsonNode answer = Door.JSON.readTree(
                await().until(this::answerWithinASecond, Optional::isPresent).orElseThrow());

        assertThat(answer.path("type").asText()).isEqualTo("application/vnd.microsoft.activity.message");
        assertThat(answer.path("value").asText()).isEqualTo("working");
    }

    private Optional<String> answerWithinASecond() {
        Instant before = Instant.now();
        String answer = door.post(Activities.execute("check")).body();
        return Optional.of(answer)
                .filter(any -> Duration.between(before, Instant.now()).compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    void a_press_delivered_many_times_at_once_is_handed_in_once() throws Exception {
        ObjectNode press = Activities.execute("approve");
        ExecutorService deliveries = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 16)
                    .mapToObj(turn ->
                            CompletableFuture.supplyAsync(() -> door.post(press).statusCode(), deliveries))
                    .toList();
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            deliveries.shutdownNow();
        }
        assertThat(door.desk.presses).hasSize(1);
    }

    @Test
    void a_later_delivery_gets_the_answer_of_the_first() {
        ObjectNode press = Activities.execute("approve");

        assertThat(door.post(press).body()).isEqualTo(door.post(press).body()).contains("AdaptiveCard");
        assertThat(door.desk.presses).hasSize(1);
    }

    @Test
    void a_later_delivery_gets_the_card_that_came_after_the_first_was_answered() {
        CompletableFuture<String> card = new CompletableFuture<>();
        door.desk.answering = press -> card;
        ObjectNode press = Activities.execute("approve");

        assertThat(door.post(press).body()).contains("working");
        assertThat(door.post(press).body()).contains("working");
        card.complete("{\"type\":\"AdaptiveCard\",\"late\":true}");

        assertThat(door.post(press).body()).contains("\"late\":true");
        assertThat(door.desk.presses).hasSize(1);
    }

    @Test
    void a_message_delivered_twice_is_handed_in_once() {
        ObjectNode message = Activities.message("check");
        door.post(message);
        door.post(message);

        assertThat(door.desk.said).hasSize(1);
    }

    @Test
    void a_press_that_fails_is_answered_as_an_error_whether_it_fails_now_or_later() throws IOException {
        door.desk.answering = press -> CompletableFuture.failedFuture(new IllegalStateException("later"));
        JsonNode later =
                Door.JSON.readTree(door.post(Activities.execute("check")).body());
        door.desk.answering = press -> {
            throw new IllegalStateException("now");
        };
        JsonNode now = Door.JSON.readTree(door.post(Activities.execute("check")).body());

        assertThat(List.of(later, now)).allSatisfy(answer -> {
            assertThat(answer.path("type").asText()).isEqualTo("application/vnd.microsoft.error");
            assertThat(answer.path("statusCode").asInt()).isEqualTo(500);
            assertThat(answer.toString()).doesNotContain("now", "later");
        });
    }

    @Test
    void a_press_without_verb_or_person_is_a_bad_request_and_an_unknown_invoke_is_not_implemented() {
        ObjectNode nobody = Activities.execute("check");
        nobody.withObject("/from").remove("aadObjectId");

        assertThat(door.post(Activities.execute("")).statusCode()).isEqualTo(400);
        assertThat(door.post(nobody).statusCode()).isEqualTo(400);
        assertThat(door.post(Activities.execute("check").put("name", "composeExtension/query"))
                        .statusCode())
                .isEqualTo(501);
        assertThat(door.desk.presses).isEmpty();
    }

    @Test
    void an_install_is_handed_in_once() {
        ObjectNode install =
                Activities.message("").put("type", "installationUpdate").put("action", "add");
        door.post(install);
        door.post(install);

        assertThat(door.desk.installs).hasSize(1);
    }

    @Test
    void an_activity_is_forgotten_after_two_days() {
        ObjectNode message = Activities.message("check");
        door.post(message);
        door.clock.pass(Duration.ofHours(47));
        door.post(message);
        assertThat(door.desk.said).hasSize(1);

        door.clock.pass(Duration.ofHours(2));
        door.post(message);
        assertThat(door.desk.said).hasSize(2);
    }

    @Test
    void when_the_keys_cannot_be_read_the_channel_is_asked_to_come_back() throws IOException {
        try (Door fresh = new Door()) {
            fresh.channel.down();
            assertThat(fresh.post(Activities.message("help")).statusCode()).isEqualTo(503);
            assertThat(fresh.desk.said).isEmpty();

            fresh.channel.up();
            fresh.clock.pass(Duration.ofSeconds(6));
            assertThat(fresh.post(Activities.message("help")).statusCode()).isEqualTo(200);
        }
    }

    private static void isTheWholePress(Press press) {
        assertThat(press.verb()).isEqualTo("check");
        assertThat(press.speaker().person()).isEqualTo(ADELE);
        assertThat(press.card()).isEqualTo("card-1");
        assertThat(press.version()).isEqualTo(3);
        assertThat(press.change()).isEqualTo("change-1");
        assertThat(press.target()).isEqualTo("3a");
        assertThat(press.inputs())
                .containsEntry("reason", "because")
                .doesNotContainKeys("version", "card", "change", "target");
    }

    private static void mention(ObjectNode activity, String text, String id) {
        activity.withArray("/entities")
                .addObject()
                .put("type", "mention")
                .put("text", text)
                .putObject("mentioned")
                .put("id", id);
    }
}
