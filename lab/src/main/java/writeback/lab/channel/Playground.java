package writeback.lab.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.Person;

/** One person's Playground: another client of the same person, with conversations of its own. Thread-safe. */
final class Playground {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Person person;
    private final Transcript transcript;
    private volatile @Nullable String connector;

    Playground(Person person, Transcript transcript) {
        this.person = person;
        this.transcript = transcript;
    }

    Transcript transcript() {
        return transcript;
    }

    /**
     * What the Playground sent, as Teams would send it: from this person and tenant, with the channel's service URL.
     *
     * @throws Refusal 403 when it comes from somebody else or from another machine's connector
     */
    ObjectNode asOf(ObjectNode sent, String serviceUrl) {
        String itsConnector = Json.text(sent, "serviceUrl");
        if (!itsConnector.startsWith("http://127.0.0.1:") && !itsConnector.startsWith("http://localhost:")) {
            throw new Refusal(403, "Forbidden", "a Playground's serviceUrl is its own connector on this machine");
        }
        String claimed = Json.text(sent, "from", "aadObjectId");
        if (!claimed.isEmpty() && !claimed.equals(person.aadObjectId())) {
            throw new Refusal(403, "Forbidden", "this is the Playground of " + person.name());
        }
        connector = itsConnector;
        ObjectNode activity = sent.deepCopy();
        activity.put("serviceUrl", serviceUrl).put("channelId", Activities.CHANNEL_ID);
        activity.withObject("from").put("aadObjectId", person.aadObjectId());
        activity.withObject("conversation").put("tenantId", person.tenantId());
        activity.withObject("channelData").withObject("tenant").put("id", person.tenantId());
        return activity;
    }

    /**
     * Calls the Playground's own connector.
     *
     * @throws Refusal 404 when no Playground has spoken yet, 502 when it is gone
     */
    HttpResponse<byte[]> call(String method, String path, @Nullable String query, byte[] body)
            throws InterruptedException {
        String to = connector;
        if (to == null) {
            throw new Refusal(404, "ConversationNotFound", "no Playground of " + person.name() + " has spoken yet");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(to + path + (query == null ? "" : "?" + query)))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json; charset=utf-8")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Refusal(502, "PlaygroundUnreachable", "the Playground gave no answer: " + e);
        }
    }
}
