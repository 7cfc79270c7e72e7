package writeback.lab.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.People;

/** A channel on a free port with a small bot behind it, and a sign-in server's key to make tokens with. */
final class TestChannel implements AutoCloseable {
    static final String BOT_APP_ID = "0f5c6f5e-2d62-4b65-9a6e-1d5f3f3f0a11";
    static final String ISSUER = "https://sts.windows.net/2f8b6e90-4c1d-4a7e-b3f5-71d9c0a8e5d2/";

    record Answer(int status, ObjectNode body, HttpResponse<byte[]> response) {}

    final SmallBot bot = new SmallBot();
    final ConcurrentLinkedQueue<Integer> faults = new ConcurrentLinkedQueue<>();
    /** One for all: to make it takes longer than most tests. */
    private static final RSAKey SIGN_IN_KEY = key();

    private final HeldClock clock = new HeldClock();
    private final TeamsChannel channel;
    private final HttpClient http = HttpClient.newHttpClient();

    TestChannel() throws IOException {
        channel = TeamsChannel.start(
                new ChannelSettings(0, BOT_APP_ID, People.all(), Set.of(ISSUER)),
                () -> new JWKSet(SIGN_IN_KEY.toPublicJWK()),
                this::fault,
                clock);
        channel.connect(bot.endpoint());
        bot.trust(channel.openIdMetadata());
    }

    TeamsChannel channel() {
        return channel;
    }

    /** From now on no time passes for the channel, however long the test takes. */
    void holdTime() {
        clock.held = clock.instant();
    }

    /** A call of the tools' interface, without a token. */
    Answer tool(String method, String path, String body) {
        return call(method, channel.base() + path, body, null);
    }

    /** A call of the bot to the connector service of the terminal conversations, with a good token. */
    Answer connector(String method, String path, String body) {
        return call(method, channel.serviceUrl() + "v3/" + path, body, token(claims -> claims));
    }

    Answer call(String method, String url, String body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.parse(response.body()).orElseGet(Json::object), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A token as the sign-in server gives one to the bot, changed by the test. */
    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return token(SIGN_IN_KEY, change);
    }

    static String token(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("https://api.botframework.com")
                .claim("appid", BOT_APP_ID)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                change.apply(claims).build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    private OptionalInt fault() {
        Integer next = faults.poll();
        return next == null ? OptionalInt.empty() : OptionalInt.of(next);
    }

    @Override
    public void close() {
        channel.close();
        bot.close();
    }

    static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("sign-in").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class HeldClock extends Clock {

        private volatile @Nullable Instant held;

        @Override
        public Instant instant() {
            Instant time = held;
            return time == null ? Instant.now() : time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }
    }
}
