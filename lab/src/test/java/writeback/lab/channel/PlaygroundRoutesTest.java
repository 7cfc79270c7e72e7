package writeback.lab.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.People;

class PlaygroundRoutesTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private TestChannel lab;
    private HttpServer playground;

    @BeforeEach
    void start() throws Exception {
        lab = new TestChannel();
        playground = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        playground.createContext("/_connector", call -> {
            try (call) {
                calls.add(call.getRequestMethod() + " " + call.getRequestURI());
                byte[] body = "{\"id\":\"m1\"}".getBytes();
                call.sendResponseHeaders(200, body.length);
                call.getResponseBody().write(body);
            }
        });
        playground.start();
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
        playground.stop(0);
    }

    @Test
    void whatAPlaygroundSaysReachesTheBotSignedAndAsItsPerson() {
        assertThat(say(People.REQUESTER.aadObjectId()).status()).isEqualTo(200);

        ObjectNode heard = lab.bot.heard().get(0);
        assertThat(Json.text(heard, "serviceUrl")).isEqualTo(lab.channel().base() + "/connector/requester");
        assertThat(Json.text(heard, "from", "id")).isEqualTo("its-own-user");
        assertThat(Json.text(heard, "from", "aadObjectId")).isEqualTo(People.REQUESTER.aadObjectId());
        assertThat(Json.text(heard, "conversation", "tenantId")).isEqualTo(People.REQUESTER.tenantId());
    }

    @Test
    void aPlaygroundCannotSpeakForAnotherPerson() {
        assertThat(say(People.APPROVER.aadObjectId()).status()).isEqualTo(403);
        assertThat(lab.bot.heard()).isEmpty();
    }

    @Test
    void theBotsCallsPassTheSameChecksAndReachThePlayground() {
        say(People.REQUESTER.aadObjectId());
        String url = lab.channel().base() + "/connector/requester/v3/conversations/chat%3A1/activities";
        String token = lab.token(claims -> claims);

        assertThat(lab.call("POST", url, "{\"type\":\"message\"}", null).status())
                .isEqualTo(401);
        String newer = "{\"attachments\":[{\"contentType\":\"application/vnd.microsoft.card.adaptive\","
                + "\"content\":{\"type\":\"AdaptiveCard\",\"version\":\"1.6\"}}]}";
        assertThat(lab.call("POST", url, newer, token).status()).isEqualTo(400);
        assertThat(lab.call("POST", url, "{\"type\":\"message\"}", token).status())
                .isEqualTo(200);
        assertThat(lab.call("PUT", url + "/m1", "{\"type\":\"message\"}", token).status())
                .isEqualTo(200);

        assertThat(calls)
                .containsExactly(
                        "POST /_connector/v3/conversations/chat%3A1/activities",
                        "PUT /_connector/v3/conversations/chat%3A1/activities/m1");
        assertThat(lab.tool("GET", "/playground/requester/activities", "")
                        .body()
                        .path("activities"))
                .hasSize(2);
    }

    @Test
    void aPlaygroundThatNeverSpokeOrIsGoneIsAnAnswerNotAFault() {
        String url = lab.channel().base() + "/connector/approver/v3/conversations/c/activities";
        assertThat(lab.call("POST", url, "{}", lab.token(claims -> claims)).status())
                .isEqualTo(404);
        say(People.REQUESTER.aadObjectId());
        playground.stop(0);
        assertThat(lab.call("POST", url.replace("approver", "requester"), "{}", lab.token(claims -> claims))
                        .status())
                .isEqualTo(502);
    }

    private TestChannel.Answer say(String objectId) {
        return lab.tool(
                "POST",
                "/playground/requester/api/messages",
                "{\"type\":\"message\",\"text\":\"help\",\"serviceUrl\":\"http://127.0.0.1:"
                        + playground.getAddress().getPort()
                        + "/_connector\",\"from\":{\"id\":\"its-own-user\",\"aadObjectId\":\"" + objectId
                        + "\"},\"conversation\":{\"id\":\"chat:1\"}}");
    }
}
