package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.KeyRenewal;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.StartRequest;
import writeback.relay.protocol.message.VerifyingKey;

/** Knocks at the relays' door with whatever a test wants to show there. */
final class DoorClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final PracticeBot bot;

    DoorClient(PracticeBot bot) {
        this.bot = bot;
    }

    HttpResponse<String> get(String what) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/" + what))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String what, String body) throws IOException, InterruptedException {
        return http.send(request(what, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> poll(String agent, SigningKey key, int waitSeconds) throws IOException, InterruptedException {
        PollRequest poll = new PollRequest(
                "life-1",
                "1",
                List.of("directory"),
                List.of("read-directory", "set-minimum-password-age"),
                waitSeconds,
                4,
                null,
                Map.of("read-directory", "unattended", "grant-rights", "refused"),
                "paused",
                null);
        return http.send(signed("poll", ProtocolJson.write(poll), agent, key).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> reply(String sealed, String agent, SigningKey key) throws IOException, InterruptedException {
        return http.send(signed("replies", sealed, agent, key).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> start(String command, long fence, String agent, SigningKey key)
            throws IOException, InterruptedException {
        String request = ProtocolJson.write(new StartRequest(command, fence, "life-1"));
        return http.send(signed("start", request, agent, key).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> check(String nonce, String agent, SigningKey key) throws IOException, InterruptedException {
        String request = ProtocolJson.write(new CheckRequest(nonce));
        return http.send(signed("check", request, agent, key).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> renew(String relay, SigningKey present, SigningKey next)
            throws IOException, InterruptedException {
        return post("key", KeyRenewal.seal(relay, present, next));
    }

    HttpResponse<String> enrol(String code, SigningKey key) throws IOException, InterruptedException {
        EnrolmentCode parsed = EnrolmentCode.parse(code).orElseThrow();
        return post(
                "enrol",
                request(parsed.id(), parsed.secret(), key.verifyingKey()).seal(key));
    }

    /** Enrols and says under which id. */
    String enrolled(String code, SigningKey key) throws IOException, InterruptedException {
        return enrolled(enrol(code, key), key).relay();
    }

    Enrolled enrolled(HttpResponse<String> response, SigningKey key) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Opened<Enrolled> opened = Enrolled.open(response.body(), key.verifyingKey(), bot.commandKey.verifyingKey());
        assertThat(opened).isInstanceOf(Opened.Verified.class);
        return ((Opened.Verified<Enrolled>) opened).content();
    }

    static EnrolmentRequest request(String code, String secret, VerifyingKey key) {
        return new EnrolmentRequest(
                "writeback-bot",
                code,
                secret,
                null,
                key.toPublicJwk(),
                "1.0",
                List.of("directory"),
                List.of("read-directory"),
                null);
    }

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(ProtocolJson.read(response.body(), Problem.class).code()).isEqualTo(code);
    }

    private HttpRequest.Builder signed(String what, String body, String agent, SigningKey key) {
        return request(what, body).header("Authorization", "Bearer " + PollToken.mint(agent, key, Clock.systemUTC()));
    }

    private HttpRequest.Builder request(String what, String body) {
        return HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/" + what))
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString(body));
    }
}
