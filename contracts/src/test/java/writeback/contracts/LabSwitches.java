package writeback.contracts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The lab's page, where its state is turned; {@code lab/README.md} names the keys. */
public final class LabSwitches {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String page;

    LabSwitches(String page) {
        this.page = page;
    }

    /** Sets a state key; it has taken effect when this returns. */
    public void set(String key, @Nullable Object value) {
        String body = JsonMapper.shared().writeValueAsString(Collections.singletonMap(key, value));
        call(HttpRequest.newBuilder(URI.create(page + "/state"))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** Sets every state key to what it starts with. */
    public void reset() {
        call(HttpRequest.newBuilder(URI.create(page + "/state/reset")).POST(BodyPublishers.noBody()));
    }

    void refreshGroupPolicy(boolean force) {
        call(HttpRequest.newBuilder(URI.create(page + "/grouppolicy/refresh?force=" + force))
                .POST(BodyPublishers.noBody()));
    }

    private void call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("the lab answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
