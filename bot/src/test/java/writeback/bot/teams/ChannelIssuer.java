package writeback.bot.teams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs as the channel does and publishes its keys as the channel does. */
final class ChannelIssuer implements AutoCloseable {

    static final String APP = "11111111-aaaa-4444-8888-222222222222";
    static final String SERVICE = "https://smba.trafficmanager.net/emea/";

    /** One for all: to make it takes longer than most tests. */
    private static final RSAKey FIRST = key("k1");

    final HttpStub http;
    final List<String> published = new ArrayList<>();
    final RSAKey key = FIRST;
    private final Clock clock;
    private String bearer = "";
    private Instant signedAt = Instant.MIN;

    ChannelIssuer(Clock clock) throws IOException {
        this.clock = clock;
        http = new HttpStub();
        publish(key, "msteams");
        up();
    }

    void up() {
        http.answering = request -> new HttpStub.Answer(
                200,
                request.path().equals("/keys")
                        ? "{\"keys\":[" + String.join(",", published) + "]}"
                        : "{\"jwks_uri\":\"" + http.url() + "/keys\"}",
                Map.of());
    }

    void down() {
        http.answering = request -> new HttpStub.Answer(500, "", Map.of());
    }

    String metadata() {
        return http.url() + "/openid";
    }

    long keyReads() {
        return http.asked().stream()
                .filter(asked -> asked.path().equals("/keys"))
                .count();
    }

    void publish(RSAKey key, String... endorsements) {
        String json = key.toPublicJWK().toJSONString();
        String endorsed = List.of(endorsements).stream()
                .map(channel -> "\"" + channel + "\"")
                .collect(Collectors.joining(","));
        published.add(json.substring(0, json.length() - 1) + ",\"endorsements\":[" + endorsed + "]}");
    }

    /** The claims of a good token; a test spoils them. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://api.botframework.com")
                .audience(APP)
                .notBeforeTime(Date.from(clock.instant().minusSeconds(60)))
                .expirationTime(Date.from(clock.instant().plus(Duration.ofHours(1))))
                .claim("serviceurl", SERVICE);
    }

    /** Signed once for each time that the clock shows, as the channel uses one for many activities. */
    synchronized String bearer() {
        Instant now = clock.instant();
        if (!now.equals(signedAt)) {
            bearer = bearer(claims());
            signedAt = now;
        }
        return bearer;
    }

    String bearer(JWTClaimsSet.Builder claims) {
        return "Bearer " + sign(key, "k1", claims.build());
    }

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(RSAKey key, String keyId, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        http.close();
    }
}
