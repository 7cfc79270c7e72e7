package writeback.relay.enrolment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.CheckAnswer;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.KeyRenewal;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;

/** Somebody at the bot's address, who answers as a test wants. An answer that is empty is a connection that breaks. */
public final class SmallBot implements AutoCloseable {

    public static final String RELAY = "relay-1";

    public final SigningKey commandKey = SigningKey.generate();

    /** What was posted, sealed. */
    public final List<String> posted = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile Function<String, Answer> enrol = this::enrolled;
    private volatile Function<String, Answer> renew = text -> renewed(text, RELAY);
    private volatile Function<String, Answer> check = this::checked;
    private volatile VerifyingKey present;

    /** @param present the key that the bot knows of the relay */
    public SmallBot(VerifyingKey present) throws IOException {
        this.present = present;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/relay/v1/command-key", exchange -> {
            exchange.getRequestBody().readAllBytes();
            send(exchange, new Answer(200, commandKey.verifyingKey().toPublicJwk()));
        });
        server.createContext("/relay/v1/enrol", exchange -> take(exchange, enrol));
        server.createContext("/relay/v1/check", exchange -> take(exchange, text -> check.apply(text)));
        server.createContext("/relay/v1/key", exchange -> take(exchange, renew));
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void answerEnrolments(Function<String, Answer> answer) {
        enrol = answer;
    }

    public void answerRenewals(Function<String, Answer> answer) {
        renew = answer;
    }

    public void answerChecks(Function<String, Answer> answer) {
        check = answer;
    }

    /** As a bot answers that takes the relay. */
    public Answer checked(String text) {
        return checked(text, Duration.ZERO, "main", commandKey, "directory", "entraconnect");
    }

    /** @param ahead how far its clock is ahead of ours */
    public Answer checked(String text, Duration ahead, String premises, SigningKey key, String... capabilities) {
        String nonce = ProtocolJson.read(text, CheckRequest.class).nonce();
        CheckAnswer answer =
                new CheckAnswer(RELAY, nonce, Instant.now().plus(ahead), "tenant-1", premises, List.of(capabilities));
        return new Answer(200, answer.seal(key));
    }

    /** The key that the bot knows now. */
    public VerifyingKey present() {
        return present;
    }

    public Answer enrolled(String text) {
        EnrolmentRequest.Presented presented =
                ((Opened.Verified<EnrolmentRequest.Presented>) EnrolmentRequest.open(text)).content();
        present = presented.key();
        return new Answer(200, new Enrolled(RELAY, "tenant-1", "main", present.thumbprint()).seal(commandKey));
    }

    /** As the bot does it: the same renewal again has the same answer. */
    public Answer renewed(String text, String relay) {
        KeyRenewal.Presented presented = ((Opened.Verified<KeyRenewal.Presented>)
                        KeyRenewal.open(text, thumbprint -> former(thumbprint)))
                .content();
        present = presented.next();
        return new Answer(200, new Enrolled(relay, "tenant-1", "main", present.thumbprint()).seal(commandKey));
    }

    public static Answer no(int status, String code) {
        return new Answer(status, ProtocolJson.write(new Problem(code, "because")));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private final List<VerifyingKey> known = new CopyOnWriteArrayList<>();

    private Optional<VerifyingKey> former(String thumbprint) {
        known.add(present);
        return known.stream().filter(key -> key.thumbprint().equals(thumbprint)).findFirst();
    }

    private void take(HttpExchange exchange, Function<String, Answer> answer) {
        try {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(text);
            send(exchange, answer.apply(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.body().isEmpty()) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What it says. */
    public record Answer(int status, String body) {}
}
