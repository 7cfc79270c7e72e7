package writeback.lab.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A bot that checks the channel's tokens with a library of its own and answers what the test says. */
final class SmallBot implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ObjectNode> heard = new CopyOnWriteArrayList<>();
    private final List<String> metadata = new CopyOnWriteArrayList<>();
    private volatile Function<ObjectNode, JsonNode> answer = unused -> Json.object();

    SmallBot() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/messages", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/messages");
    }

    void trust(String openIdMetadata) {
        metadata.add(openIdMetadata);
    }

    void answers(Function<ObjectNode, JsonNode> how) {
        answer = how;
    }

    /** What came with a good token, in the order of arrival. */
    List<ObjectNode> heard() {
        return heard;
    }

    private void receive(HttpExchange call) throws IOException {
        try (call) {
            ObjectNode activity =
                    Json.parse(call.getRequestBody().readAllBytes()).orElseGet(Json::object);
            try {
                check(call.getRequestHeaders().getFirst("Authorization"), Json.text(activity, "serviceUrl"));
            } catch (Exception refused) {
                call.sendResponseHeaders(401, -1);
                return;
            }
            heard.add(activity);
            byte[] body = Json.bytes(answer.apply(activity));
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
        }
    }

    private void check(String authorization, String serviceUrl)
            throws IOException, ParseException, BadJOSEException, JOSEException {
        ObjectNode published = Json.parse(
                        URI.create(metadata.get(0)).toURL().openStream().readAllBytes())
                .orElseThrow();
        String raw = new String(
                new URL(Json.text(published, "jwks_uri")).openStream().readAllBytes());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(JWKSet.parse(raw))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                TestChannel.BOT_APP_ID,
                new JWTClaimsSet.Builder()
                        .issuer("https://api.botframework.com")
                        .claim("serviceurl", serviceUrl)
                        .build(),
                Set.of("exp", "nbf")));
        processor.process(authorization.substring("Bearer ".length()), null);
        if (!raw.contains("\"endorsements\":[\"msteams\"]")) {
            throw new BadJOSEException("the key is not endorsed for Teams");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
