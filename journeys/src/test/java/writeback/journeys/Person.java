package writeback.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import writeback.journeys.start.LabFacts;

/** One of the lab's people in the terminal chat: says, presses, and sees what the bot shows. */
final class Person {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    Person(String channel, String name) {
        this.base = channel + "/people/" + name;
    }

    /**
     * @return the status the bot answered with
     * @throws AssertionError when the bot did not take the message
     */
    int says(String text) {
        JsonNode answer = post("messages", JSON.createObjectNode().put("text", text));
        int status = answer.path("status").asInt();
        if (status >= 300 || status == 0) {
            throw new AssertionError("saying " + text + " was answered with " + answer);
        }
        return status;
    }

    /** Says it once, and the channel delivers it that often. */
    void saysDelivered(int times, String text) {
        post("messages?deliver=" + times, JSON.createObjectNode().put("text", text));
    }

    /** Sends that activity as it is, signed. */
    JsonNode sends(JsonNode activity) {
        return post("raw", activity);
    }

    void installs() {
        post("install", JSON.createObjectNode());
    }

    /**
     * Presses a button of that card.
     *
     * @throws AssertionError when the person could not have pressed it
     */
    JsonNode presses(Card card, String title, Map<String, String> inputs) {
        JsonNode answer = post("presses", press(card, title, inputs));
        if (answer.path("status").asInt(200) >= 300) {
            throw new AssertionError("pressing " + title + " was answered with " + answer);
        }
        return answer;
    }

    JsonNode presses(Card card, String title) {
        return presses(card, title, Map.of());
    }

    /**
     * Sends a press that no button of this person's cards offers, as a tampered client could.
     *
     * @param lab what lab.json says
     */
    JsonNode forges(LabFacts lab, String name, String verb, JsonNode data) {
        ObjectNode invoke = JSON.createObjectNode()
                .put("type", "invoke")
                .put("name", "adaptiveCard/action")
                .put("id", "forged-" + System.nanoTime())
                .put("channelId", "msteams")
                .put("serviceUrl", lab.text("channel", "serviceUrl"));
        invoke.putObject("from")
                .put("id", lab.person(name, "botUserId"))
                .put("name", lab.person(name, "displayName"))
                .put("aadObjectId", lab.person(name, "aadObjectId"));
        invoke.putObject("recipient").put("id", "28:" + lab.text("channel", "appId"));
        invoke.putObject("conversation")
                .put("id", "a:1lab-terminal-" + name)
                .put("conversationType", "personal")
                .put("tenantId", lab.person(name, "tenantId"));
        invoke.putObject("channelData").putObject("tenant").put("id", lab.person(name, "tenantId"));
        ObjectNode action = invoke.putObject("value").put("trigger", "manual").putObject("action");
        action.put("type", "Action.Execute").put("verb", verb).set("data", data);
        return post("raw", invoke);
    }

    /** Presses once, and the channel delivers it that often. */
    JsonNode pressesDelivered(int times, Card card, String title) {
        return pressesDelivered(times, card, title, Map.of());
    }

    JsonNode pressesDelivered(int times, Card card, String title, Map<String, String> inputs) {
        return post("presses?deliver=" + times, press(card, title, inputs));
    }

    /** Waits until one of the messages shown now is as wanted; the newest of them. */
    Card sees(Predicate<Card> wanted) {
        return seesWithin(PATIENCE, wanted)
                .orElseThrow(() -> new AssertionError(
                        "not seen within " + PATIENCE.toSeconds() + " s; what is shown:\n" + shown()));
    }

    /** As {@link #sees}; empty when it does not come in time. */
    Optional<Card> seesWithin(Duration patience, Predicate<Card> wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        int since = 0;
        while (System.nanoTime() < deadline) {
            List<Card> shown = shown();
            for (int i = shown.size() - 1; i >= 0; i--) {
                if (wanted.test(shown.get(i))) {
                    return Optional.of(shown.get(i));
                }
            }
            since = get("/activities?wait=2000&since=" + since).path("next").asInt();
        }
        return Optional.empty();
    }

    Card sees(String text) {
        return sees(card -> card.text().contains(text));
    }

    /** Everything shown now, oldest first. */
    List<Card> shown() {
        List<Card> cards = new ArrayList<>();
        get("/shown").forEachEntry((id, message) -> {
            JsonNode attachment = message.path("attachments").path(0);
            cards.add(new Card(id, attachment.has("content") ? attachment.path("content") : message));
        });
        return cards;
    }

    private static ObjectNode press(Card card, String title, Map<String, String> inputs) {
        ObjectNode press = JSON.createObjectNode().put("activityId", card.id()).put("title", title);
        ObjectNode given = press.putObject("inputs");
        inputs.forEach(given::put);
        return press;
    }

    private JsonNode post(String what, JsonNode body) {
        return call(HttpRequest.newBuilder(URI.create(base + "/" + what))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonNode get(String what) {
        return call(HttpRequest.newBuilder(URI.create(base + what)));
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the channel answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
