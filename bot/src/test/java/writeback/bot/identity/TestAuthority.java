package writeback.bot.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A small sign-in server with the token endpoint's documented shapes; who signs in, and every fault, is set by the test. */
final class TestAuthority implements AutoCloseable {
    static final String TENANT = "11111111-1111-1111-1111-111111111111";
    static final String CLIENT = "22222222-2222-2222-2222-222222222222";
    static final String CLIENT_SECRET = "client-secret-of-the-test";

    private record Code(Map<String, String> request) {}

    final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
    /** Every secret that this server handed out. */
    final List<String> secrets = new CopyOnWriteArrayList<>();

    volatile String oid = "";
    volatile String tid = TENANT;
    volatile String homeTenant = TENANT;
    volatile String nonceInstead = "";
    volatile Map<String, String> moreClaims = Map.of();
    volatile String scopeInstead = "";
    volatile int failStatus;
    volatile String failError = "";
    volatile long expiresIn = 3600;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HeldCertificate root =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    TestAuthority() throws IOException {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(root)
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslContext()));
        server.setExecutor(threads);
        server.createContext("/" + TENANT + "/oauth2/v2.0/token", this::token);
        server.start();
    }

    URI address() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/" + TENANT);
    }

    Path caFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), root.certificatePem());
    }

    /** What a browser does that was sent to the authorize endpoint: comes back with these parameters. */
    Map<String, String> signIn(URI authorize) {
        Map<String, String> asked = parameters(authorize.getRawQuery());
        if (!"query".equals(asked.get("response_mode"))) {
            throw new AssertionError("a browser would come back without the cookie: " + asked.get("response_mode"));
        }
        String code = "code-" + UUID.randomUUID();
        secrets.add(code);
        codes.put(code, new Code(asked));
        return Map.of("code", code, "state", asked.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        tokenRequests.add(form);
        if (failStatus != 0) {
            answer(exchange, failStatus, "{\"error\":\"" + failError + "\",\"error_description\":\"no\"}");
            return;
        }
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = CLIENT_SECRET.equals(form.get("client_secret"))
                || basic != null
                        && new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8)
                                .endsWith(":" + CLIENT_SECRET);
        if (!known) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String nonce = "";
        if ("authorization_code".equals(form.get("grant_type"))) {
            Code code = codes.remove(form.get("code"));
            if (code == null
                    || !Secrets.challenge(form.getOrDefault("code_verifier", ""))
                            .equals(code.request().get("code_challenge"))
                    || !"S256".equals(code.request().get("code_challenge_method"))) {
                answer(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS501481\"}");
                return;
            }
            nonce = code.request().get("nonce");
        }
        answer(exchange, 200, tokens(form.get("scope"), nonce));
    }

    private String tokens(String scope, String nonce) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "https://localhost:" + server.getAddress().getPort() + "/" + tid + "/v2.0");
        claims.put("aud", CLIENT);
        claims.put("oid", oid);
        claims.put("tid", tid);
        claims.put("sub", "subject");
        claims.put("preferred_username", oid.substring(0, 4) + "@contoso.test");
        claims.put("name", "Name of " + oid.substring(0, 4));
        claims.put("nonce", nonceInstead.isEmpty() ? nonce : nonceInstead);
        claims.putAll(moreClaims);
        String granted = scopeInstead.isEmpty() ? scope : scopeInstead;
        String access = "access-" + UUID.randomUUID();
        String refresh = "refresh-" + UUID.randomUUID();
        secrets.addAll(List.of(access, refresh));
        return "{\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + ",\"ext_expires_in\":" + expiresIn
                + ",\"scope\":\"" + granted + "\",\"access_token\":\"" + access + "\",\"refresh_token\":\"" + refresh
                + "\",\"id_token\":\"" + part("{\"alg\":\"RS256\"}") + "." + part(json(claims)) + "." + part("sig")
                + "\",\"client_info\":\""
                + part("{\"uid\":\"" + oid + "\",\"utid\":\"" + homeTenant + "\"}") + "\"}";
    }

    private static String json(Map<String, String> claims) {
        StringBuilder json =
                new StringBuilder("{\"exp\":" + Instant.now().plusSeconds(3600).getEpochSecond());
        claims.forEach((name, value) ->
                json.append(",\"").append(name).append("\":\"").append(value).append('"'));
        return json.append('}').toString();
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }

    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
