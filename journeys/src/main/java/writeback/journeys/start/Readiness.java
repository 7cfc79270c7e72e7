package writeback.journeys.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** How one sees that a part is ready for work. */
@FunctionalInterface
interface Readiness {
    /** @param output what the part has printed since it was started */
    boolean isReady(String output) throws InterruptedException;

    /** A line of its output begins so. */
    static Readiness line(String beginning) {
        return output -> output.lines().anyMatch(line -> line.startsWith(beginning) && output.contains(line + "\n"));
    }

    /** One of these addresses answers with status 200. */
    static Readiness http(String... addresses) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        return output -> {
            for (String address : List.of(addresses)) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                try {
                    if (http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return true;
                    }
                } catch (IOException notYet) {
                    // it does not listen yet; asked again soon
                }
            }
            return false;
        };
    }
}
