package writeback.lab.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.People;

class TeamsChannelTest {
    private static final String TERMINAL = "a:1lab-terminal-requester";
    private static final String SENDS = "conversations/" + TERMINAL + "/activities";
    private static final String CARD =
            """
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",
             "content":{"type":"AdaptiveCard","version":"1.5","body":[
               {"type":"Input.Text","id":"reason","isRequired":true,"errorMessage":"Say why"},
               {"type":"Input.Toggle","id":"agree","title":"I agree"},
               {"type":"ActionSet","actions":[{"type":"Action.Execute","title":"Ask","verb":"ask",
                 "data":{"change":"7"},"fallback":{"type":"Action.Submit","data":{"change":"7"}}}]}],
             "actions":[{"type":"Action.OpenUrl","title":"Portal","url":"https://entra.microsoft.com/"},
               {"type":"Action.Execute","title":"Off","verb":"off","isEnabled":false}]}}]}
            """;

    private TestChannel lab;

    @BeforeEach
    void start() throws Exception {
        lab = new TestChannel();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aMessageReachesTheBotSignedAndShapedAsTeamsDoes() {
        TestChannel.Answer said =
                lab.tool("POST", "/people/requester/messages", "{\"text\":\"aide\",\"locale\":\"fr-FR\"}");

        assertThat(said.body().path("status").asInt()).isEqualTo(200);
        ObjectNode heard = lab.bot.heard().get(0);
        assertThat(Json.text(heard, "text")).isEqualTo("aide");
        assertThat(Json.text(heard, "locale")).isEqualTo("fr-FR");
        assertThat(Json.text(heard, "channelId")).isEqualTo("msteams");
        assertThat(Json.text(heard, "serviceUrl")).isEqualTo(lab.channel().serviceUrl());
        assertThat(Json.text(heard, "from", "aadObjectId")).isEqualTo(People.REQUESTER.aadObjectId());
        assertThat(Json.text(heard, "from", "id")).isEqualTo(People.REQUESTER.botUserId());
        assertThat(Json.text(heard, "conversation", "tenantId")).isEqualTo(People.REQUESTER.tenantId());
        assertThat(Json.text(heard, "conversation", "conversationType")).isEqualTo("personal");
        assertThat(Json.text(heard, "channelData", "tenant", "id")).isEqualTo(People.REQUESTER.tenantId());
        assertThat(Json.text(heard, "recipient", "id")).isEqualTo("28:" + TestChannel.BOT_APP_ID);
        assertThat(Json.text(heard.path("entities").get(0), "type")).isEqualTo("clientInfo");
        assertThat(heard.toString()).contains("\"text\":\"aide\"").doesNotContain("\"locale\":\"en-US\"");
    }

    @Test
    void aGuestSpeaksFromTheTenantOfTheirOwn() {
        lab.tool("POST", "/people/guest/messages", "{\"text\":\"help\"}");

        assertThat(Json.text(lab.bot.heard().get(0), "conversation", "tenantId"))
                .isEqualTo(People.GUEST_TENANT_ID);
    }

    @Test
    void theSameActivityIsDeliveredAsOftenAsAsked() {
        TestChannel.Answer said = lab.tool("POST", "/people/requester/messages?deliver=3", "{\"text\":\"help\"}");

        assertThat(said.body().path("answers")).hasSize(3);
        assertThat(lab.bot.heard()).hasSize(3);
        assertThat(lab.bot.heard().stream().map(heard -> Json.text(heard, "id")).distinct())
                .hasSize(1);
    }

    @Test
    void installingSaysThatTheBotJoinedAndThatTheAppIsThere() {
        lab.tool("POST", "/people/approver/install", "");

        assertThat(lab.bot.heard().stream().map(heard -> Json.text(heard, "type")))
                .containsExactly("conversationUpdate", "installationUpdate");
        assertThat(Json.text(lab.bot.heard().get(1), "action")).isEqualTo("add");
    }

    @Test
    void rawBodiesArriveAsTheyAreAndTheBotsRefusalIsTold() {
        assertThat(lab.tool("POST", "/people/requester/raw", "{\"serviceUrl\":\"http://x\",\"odd\":1}")
                        .body()
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(lab.tool("POST", "/people/requester/raw?sign=false", "not json")
                        .body()
                        .path("status")
                        .asInt())
                .isEqualTo(401);
        assertThat(lab.bot.heard())
                .singleElement()
                .isEqualTo(Json.object().put("serviceUrl", "http://x").put("odd", 1));
    }

    @Test
    void aBotThatIsGoneIsNamed() {
        lab.bot.close();

        TestChannel.Answer said = lab.tool("POST", "/people/requester/messages", "{\"text\":\"help\"}");

        assertThat(said.status()).isEqualTo(502);
        assertThat(Json.text(said.body(), "error", "code")).isEqualTo("BotUnreachable");
    }

    @Test
    void theConnectorRefusesEveryTokenThatIsNotTheBots() throws Exception {
        open();
        String url = lab.channel().serviceUrl() + "v3/" + SENDS;

        assertThat(lab.call("POST", url, "{}", null).status()).isEqualTo(401);
        assertThat(lab.call("POST", url, "{}", "garbage").status()).isEqualTo(401);
        assertThat(lab.call("POST", url, "{}", lab.token(c -> c.audience("https://graph.microsoft.com")))
                        .status())
                .isEqualTo(401);
        assertThat(lab.call("POST", url, "{}", lab.token(c -> c.issuer("https://evil.test/")))
                        .status())
                .isEqualTo(401);
        assertThat(lab.call("POST", url, "{}", lab.token(c -> c.claim("appid", "another")))
                        .status())
                .isEqualTo(401);
        assertThat(lab.call("POST", url, "{}", lab.token(c -> c.expirationTime(null)))
                        .status())
                .isEqualTo(401);
        Date anHourAgo = Date.from(Instant.now().minusSeconds(3600));
        assertThat(lab.call("POST", url, "{}", lab.token(c -> c.expirationTime(anHourAgo)))
                        .status())
                .isEqualTo(401);
        String forged = TestChannel.token(TestChannel.key(), c -> c);
        assertThat(lab.call("POST", url, "{}", forged).status()).isEqualTo(401);
        assertThat(lab.connector("POST", SENDS, "{\"type\":\"message\"}").status())
                .isEqualTo(201);
    }

    @Test
    void theBotSendsUpdatesAndDeletesAndAllOfItIsOnRecord() {
        open();
        String id = Json.text(lab.connector("POST", SENDS, CARD).body(), "id");

        assertThat(lab.connector("PUT", SENDS + "/" + id, "{\"type\":\"message\",\"text\":\"new\"}")
                        .status())
                .isEqualTo(200);
        assertThat(lab.connector("DELETE", SENDS + "/" + id, "").status()).isEqualTo(200);
        assertThat(lab.connector("PUT", SENDS + "/" + id, "{\"type\":\"message\"}")
                        .status())
                .isEqualTo(404);
        JsonNode record = transcript(0);
        assertThat(record.path("next").asInt()).isEqualTo(3);
        assertThat(record.path("activities").valueStream().map(entry -> Json.text(entry, "kind")))
                .containsExactly("sent", "updated", "deleted");
        assertThat(transcript(2).path("activities")).hasSize(1);
    }

    @Test
    void whatTeamsWouldNotShowIsRefused() {
        open();

        assertThat(lab.connector("POST", SENDS, CARD.replace("\"1.5\"", "\"1.6\""))
                        .status())
                .isEqualTo(400);
        assertThat(lab.connector("POST", SENDS, CARD.replace("\"version\":\"1.5\",", ""))
                        .status())
                .isEqualTo(400);
        assertThat(lab.connector("POST", SENDS, "no json").status()).isEqualTo(400);
        String large = "{\"type\":\"message\",\"text\":\"" + "x".repeat(CardRules.MAX_BYTES) + "\"}";
        assertThat(lab.connector("POST", SENDS, large).status()).isEqualTo(413);
        assertThat(transcript(0).path("activities")).isEmpty();
    }

    @Test
    void theEighthSendOfASecondIsTooManyButNotInAnotherConversation() {
        open();
        lab.tool("POST", "/people/approver/install", "");
        lab.holdTime();
        for (int i = 0; i < SendRate.LIMIT; i++) {
            assertThat(lab.connector("POST", SENDS, "{\"type\":\"message\"}").status())
                    .isEqualTo(201);
        }
        TestChannel.Answer last = lab.connector("POST", SENDS, "{\"type\":\"message\"}");

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(lab.connector("POST", SENDS.replace("requester", "approver"), "{\"type\":\"message\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void orderedFaultsHitTheNextSendsOnly() {
        open();
        lab.faults.add(503);

        assertThat(lab.connector("POST", SENDS, "{\"type\":\"message\"}").status())
                .isEqualTo(503);
        assertThat(lab.connector("POST", SENDS, "{\"type\":\"message\"}").status())
                .isEqualTo(201);
    }

    @Test
    void withoutTheAppTheBotMayNotWrite() {
        assertThat(lab.connector("POST", SENDS, "{\"type\":\"message\"}").status())
                .isEqualTo(403);
        assertThat(lab.connector("POST", "conversations", "{\"members\":[{\"id\":\"29:nobody\"}]}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theBotOpensAConversationAndReadsItsMember() {
        open();

        TestChannel.Answer made = lab.connector(
                "POST", "conversations", "{\"members\":[{\"id\":\"" + People.REQUESTER.botUserId() + "\"}]}");

        assertThat(Json.text(made.body(), "id")).isEqualTo(TERMINAL);
        TestChannel.Answer member =
                lab.connector("GET", "conversations/" + TERMINAL + "/members/" + People.REQUESTER.botUserId(), "");
        assertThat(Json.text(member.body(), "aadObjectId")).isEqualTo(People.REQUESTER.aadObjectId());
        assertThat(Json.text(member.body(), "userRole")).isEqualTo("user");
    }

    @Test
    void pressingExecuteSendsAnInvokeWithMergedInputsAndShowsTheCardOfTheAnswer() {
        open();
        String id = Json.text(lab.connector("POST", SENDS, CARD).body(), "id");
        lab.bot.answers(invoke -> cardAnswer("1.5"));

        TestChannel.Answer pressed = press("{\"title\":\"Ask\",\"inputs\":{\"reason\":\"pilot\"}}");

        assertThat(Json.text(pressed.body(), "activityId")).isEqualTo(id);
        ObjectNode invoke = lab.bot.heard().get(1);
        assertThat(Json.text(invoke, "type")).isEqualTo("invoke");
        assertThat(Json.text(invoke, "name")).isEqualTo("adaptiveCard/action");
        assertThat(Json.text(invoke, "replyToId")).isEqualTo(id);
        assertThat(invoke.path("value").path("action").toString())
                .isEqualTo("{\"type\":\"Action.Execute\",\"verb\":\"ask\","
                        + "\"data\":{\"change\":\"7\",\"reason\":\"pilot\",\"agree\":\"false\"}}");
        assertThat(lab.tool("GET", "/people/requester/shown", "")
                        .body()
                        .path(id)
                        .toString())
                .contains("asked");
        assertThat(Json.text(transcript(1).path("activities").get(0), "kind")).isEqualTo("invokeResponse");
    }

    @Test
    void anAnswerTeamsWouldNotShowIsDroppedOnRecord() {
        open();
        String id = Json.text(lab.connector("POST", SENDS, CARD).body(), "id");
        lab.bot.answers(invoke -> cardAnswer("1.6"));

        press("{\"action\":\"ask\",\"inputs\":{\"reason\":\"pilot\"}}");

        assertThat(lab.tool("GET", "/people/requester/shown", "")
                        .body()
                        .path(id)
                        .toString())
                .doesNotContain("asked");
        assertThat(Json.text(transcript(1).path("activities").get(0), "activity", "dropped"))
                .contains("1.6");
    }

    @Test
    void whatNobodyCouldPressIsRefusedBeforeTheBotHearsOfIt() {
        open();
        lab.connector("POST", SENDS, CARD);

        assertThat(press("{\"title\":\"Ask\"}").body().toString()).contains("Say why");
        assertThat(press("{\"title\":\"Ask\",\"inputs\":{\"reason\":\"x\",\"other\":\"y\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(press("{\"title\":\"Off\"}").status()).isEqualTo(409);
        assertThat(press("{\"title\":\"Nowhere\"}").body().toString()).contains("Ask, Portal, Off");
        assertThat(Json.text(press("{\"title\":\"Portal\"}").body(), "opened")).startsWith("https://entra");
        assertThat(lab.bot.heard()).hasSize(1);
    }

    @Test
    void anOlderClientSubmitsInstead() {
        open();
        lab.connector("POST", SENDS, CARD);

        press("{\"title\":\"Ask\",\"fallback\":true,\"inputs\":{\"reason\":\"pilot\"}}");

        ObjectNode submitted = lab.bot.heard().get(1);
        assertThat(Json.text(submitted, "type")).isEqualTo("message");
        assertThat(Json.text(submitted, "value", "reason")).isEqualTo("pilot");
        assertThat(submitted.has("text")).isFalse();
    }

    private void open() {
        lab.tool("POST", "/people/requester/messages", "{\"text\":\"hello\"}");
    }

    private TestChannel.Answer press(String request) {
        return lab.tool("POST", "/people/requester/presses", request);
    }

    private JsonNode transcript(int since) {
        return lab.tool("GET", "/people/requester/activities?since=" + since, "")
                .body();
    }

    private static JsonNode cardAnswer(String version) {
        ObjectNode answer = Json.object().put("statusCode", 200).put("type", CardRules.ADAPTIVE_CARD);
        answer.putObject("value")
                .put("type", "AdaptiveCard")
                .put("version", version)
                .put("fallbackText", "asked");
        return answer;
    }
}
