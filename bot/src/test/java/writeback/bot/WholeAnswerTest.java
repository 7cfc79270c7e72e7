package writeback.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {

    private final ServerSocket server;
    private final HttpClient http = HttpClient.newHttpClient();

    WholeAnswerTest() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aBodyThatComesIsRead() throws Exception {
        CompletableFuture<Boolean> closed = answering("half and the rest");
        assertThat(ask(Duration.ofSeconds(30))).isEqualTo("half and the rest");
        server.close();
        assertThat(closed).isNotCancelled();
    }

    @Test
    void aBodyThatStandsStillIsGivenUpWithItsConnection() throws Exception {
        CompletableFuture<Boolean> closed = answering("half");

        assertThatThrownBy(() -> ask(Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessageContaining("within 300 ms");
        assertThat(closed.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoeverIsNotThereIsNamedAsBefore() throws Exception {
        server.close();
        assertThatThrownBy(() -> ask(Duration.ofSeconds(30))).isInstanceOf(ConnectException.class);
    }

    private String ask(Duration limit) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        return WholeAnswer.of(http, HttpRequest.newBuilder(uri).build(), limit).body();
    }

    /** Sends headers for 17 bytes and so much of them; completes when the other side has closed the connection. */
    private CompletableFuture<Boolean> answering(String body) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket caller = server.accept()) {
                caller.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                while (caller.getInputStream().read() >= 0) {
                    continue;
                }
                return true;
            } catch (IOException reset) {
                return true;
            }
        });
    }
}
