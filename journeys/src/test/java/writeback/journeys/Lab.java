package writeback.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lab's own page, where its state is turned. */
final class Lab {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String page;

    Lab(String page) {
        this.page = page;
    }

    void set(String key, Object value) {
        call(HttpRequest.newBuilder(URI.create(page + "/state"))
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                JSON.writeValueAsString(Collections.singletonMap(key, value)))));
    }

    void set(Map<String, ?> state) {
        state.forEach(this::set);
    }

    JsonNode state() {
        return JSON.readTree(call(HttpRequest.newBuilder(URI.create(page + "/state"))));
    }

    /** The domain controller applies Group Policy now. */
    void refreshGroupPolicy() {
        call(HttpRequest.newBuilder(URI.create(page + "/grouppolicy/refresh?force=true"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A person resets their own password on the self-service page. */
    void resetsOwnPassword(String userPrincipalName, String newPassword) {
        String answer = call(HttpRequest.newBuilder(URI.create(page + "/self-service"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("userPrincipalName", userPrincipalName, "newPassword", newPassword)))));
        if (!JSON.readTree(answer).path("ok").asBoolean(false)) {
            throw new AssertionError("the reset was refused: " + answer);
        }
    }

    private String call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("the lab answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
