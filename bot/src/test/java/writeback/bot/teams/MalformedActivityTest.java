package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedActivityTest {

    private static Door door;

    @BeforeAll
    static void open() throws IOException {
        door = new Door();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "[{}]",
                "{}",
                "{",
                "}",
                "not json",
                "{\"type\":\"message\"",
                "{} {}",
                "\u0000",
                "<xml/>",
                "{\"type\":1e999999999}"
            })
    void what_is_no_activity_is_a_bad_request(String body) {
        assertThat(status(body)).isEqualTo(400);
    }

    @Test
    void a_body_nested_deeper_than_any_activity_is_a_bad_request() {
        assertThat(status("[".repeat(100_000))).isEqualTo(400);
        assertThat(status("{\"a\":".repeat(30_000))).isEqualTo(400);
    }

    @Test
    void a_body_larger_than_any_activity_is_too_large() {
        assertThat(status("x".repeat(256 * 1024 + 1))).isEqualTo(413);
        assertThat(door.post(Activities.message("a".repeat(300_000))).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("pointers")
    void a_field_of_a_wrong_type_never_breaks_the_bot(String pointer) {
        for (String wrong :
                List.of("null", "7", "true", "[]", "{}", "[7]", "{\"a\":7}", "\"\"", "\" \"", "\"\\u0000\"")) {
            for (ObjectNode activity : List.of(Activities.message("help"), Activities.execute("check"))) {
                replace(activity, pointer, wrong);

                assertThat(door.post(activity).statusCode())
                        .as("%s = %s", pointer, wrong)
                        .isIn(200, 400, 401);
            }
        }
    }

    static Stream<String> pointers() {
        List<String> found = new ArrayList<>();
        collect("", Activities.message("help"), found);
        collect("/value", Activities.execute("check").path("value"), found);
        return found.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/type", "/id", "/channelId", "/serviceUrl", "/conversation/id", "/from/aadObjectId", "/text"})
    void a_number_or_list_where_a_text_belongs_is_a_bad_request(String pointer) {
        for (String wrong : List.of("7", "[]", "{}", "true")) {
            ObjectNode activity = Activities.message("help");
            replace(activity, pointer, wrong);

            assertThat(door.post(activity).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fr",
                "FR-fr",
                "fr_FR",
                "zh-Hant-TW-x-private",
                "ar-u-nu-arab",
                "xx-XX",
                "-",
                "_",
                "é",
                "en-US-POSIX-this-is-far-too-long-for-any-language-tag",
                "../../etc",
                "${x}"
            })
    void an_odd_locale_is_no_reason_to_stop(String locale) {
        int before = door.desk.said.size();

        assertThat(door.post(Activities.message("help").put("locale", locale)).statusCode())
                .isEqualTo(200);
        assertThat(door.desk.said).hasSize(before + 1);
        assertThat(door.desk.said.get(before).speaker().locale()).isEqualTo(locale);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T13:00:00+01:00",
                "2026-11-22T13:00:00.5+01:00",
                "2026-11-22T13:00:00.1234567+01:00",
                "2026-11-22T12:00:00Z"
            })
    void a_time_with_any_fraction_or_none_is_a_time(String time) {
        int before = door.desk.said.size();

        assertThat(door.post(Activities.message("help").put("timestamp", time).put("localTimestamp", time))
                        .statusCode())
                .isEqualTo(200);
        assertThat(door.desk.said).hasSize(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "typing",
                "messageReaction",
                "endOfConversation",
                "event",
                "trace",
                "invented",
                "conversationUpdate"
            })
    void an_activity_that_nobody_handles_is_taken_in_silence(String type) {
        assertThat(door.post(Activities.message("help").put("type", type)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expectReplies", "ephemeral", "normal", "invented"})
    void a_delivery_mode_that_teams_does_not_use_does_no_harm(String mode) {
        assertThat(door.post(Activities.message("help").put("deliveryMode", mode))
                        .statusCode())
                .isIn(200, 400);
        assertThat(door.post(Activities.execute("check").put("deliveryMode", mode))
                        .statusCode())
                .isIn(200, 400);
    }

    @Test
    void whatever_is_done_to_an_activity_the_bot_answers_and_does_not_break() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            ObjectNode activity = random.nextBoolean() ? Activities.message("help") : Activities.execute("check");
            byte[] body = spoilt(activity, random);

            assertThat(door.post(door.channel.bearer(), body).statusCode())
                    .as("-Dseed=%d, round %d: %s", seed, round, new String(body, StandardCharsets.UTF_8))
                    .isIn(200, 400, 401, 413, 501);
        }
    }

    private static byte[] spoilt(ObjectNode activity, Random random) {
        List<String> pointers = new ArrayList<>();
        collect("", activity, pointers);
        List<String> values = List.of(
                "null",
                "-1",
                "1e400",
                "[]",
                "{}",
                "\"" + "a".repeat(random.nextInt(2000)) + "\"",
                "\"\\ud800\"",
                "9999999999999999999",
                "\"<at>x</at>\"",
                "[[[[]]]]",
                "\"2026-13-45T99:99:99Z\"");
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            String pointer = pointers.get(random.nextInt(pointers.size()));
            if (random.nextInt(4) == 0) {
                remove(activity, pointer);
            } else {
                replace(activity, pointer, values.get(random.nextInt(values.size())));
            }
        }
        byte[] body = activity.toString().getBytes(StandardCharsets.UTF_8);
        for (int bytes = random.nextInt(3) - 1; bytes > 0; bytes--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }

    private static void collect(String at, JsonNode node, List<String> found) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                found.add(at + "/" + field.getKey());
                collect(at + "/" + field.getKey(), field.getValue(), found);
            });
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(at + "/" + index, node.get(index), found);
            }
        }
    }

    private static void replace(ObjectNode root, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        try {
            JsonNode parent = root.at(pointer.substring(0, slash));
            JsonNode wrong = Door.JSON.readTree(value);
            if (parent instanceof ObjectNode object) {
                object.set(pointer.substring(slash + 1), wrong);
            } else if (parent instanceof ArrayNode array) {
                array.add(wrong);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(ObjectNode root, String pointer) {
        int slash = pointer.lastIndexOf('/');
        if (root.at(pointer.substring(0, slash)) instanceof ObjectNode object) {
            object.remove(pointer.substring(slash + 1));
        }
    }

    private static int status(String body) {
        return door.post(door.channel.bearer(), body.getBytes(StandardCharsets.UTF_8))
                .statusCode();
    }
}
