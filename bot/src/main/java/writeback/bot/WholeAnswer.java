package writeback.bot;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP answer with its body, or none: {@link HttpRequest.Builder#timeout} ends as soon as the headers are there. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Asks, and gives up whatever has not come as a whole by then.
     *
     * @throws HttpTimeoutException when it took longer
     */
    public static HttpResponse<String> of(HttpClient http, HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException(
                    request.uri() + " did not answer as a whole within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw new IOException(request.uri() + " could not be asked", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
