package writeback.lab.channel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The way to the bot's messaging endpoint. Thread-safe. */
final class BotLink {
    /** How long the channel waits at all; what comes after {@link BotAnswer#INVOKE_DEADLINE} is already lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ChannelKeys keys;
    private volatile @Nullable URI endpoint;

    BotLink(ChannelKeys keys) {
        this.keys = keys;
    }

    void connect(URI messagingEndpoint) {
        endpoint = messagingEndpoint;
    }

    /**
     * Delivers the same activity that often, all at once.
     *
     * @return one answer for each delivery
     * @throws Refusal 502 when one of them got no answer, 503 when there is no endpoint yet
     */
    List<BotAnswer> deliver(ObjectNode activity, int times) {
        byte[] body = Json.bytes(activity);
        String serviceUrl = Json.text(activity, "serviceUrl");
        List<CompletableFuture<BotAnswer>> answers = IntStream.range(0, times)
                .mapToObj(unused -> post(body, keys.token(serviceUrl)))
                .toList();
        return answers.stream().map(BotLink::await).toList();
    }

    /** Delivers these bytes, signed for that service URL; not signed when it is null. Throws as {@link #deliver}. */
    BotAnswer deliverRaw(byte[] body, @Nullable String serviceUrl) {
        return await(post(body, serviceUrl == null ? null : keys.token(serviceUrl)));
    }

    private CompletableFuture<BotAnswer> post(byte[] body, @Nullable String token) {
        URI to = endpoint;
        if (to == null) {
            throw new Refusal(503, "NoBot", "no messaging endpoint yet: PUT /bot {\"endpoint\": URL}");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        long started = System.nanoTime();
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new BotAnswer(
                        response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - started)));
    }

    private static BotAnswer await(CompletableFuture<BotAnswer> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new Refusal(502, "BotUnreachable", "the bot gave no answer: " + cause);
            }
            throw e;
        }
    }
}
