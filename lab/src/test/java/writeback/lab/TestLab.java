package writeback.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole practice organisation on ports of its own, and an HTTP client that trusts its CA. */
final class TestLab implements AutoCloseable {
    static final String REDIRECT = "http://localhost:3978/signed-in";
    static final JsonMapper JSON = JsonMapper.shared();

    private final Lab lab;
    private final JsonNode description;
    private final HttpClient http;

    TestLab(Path folder) throws Exception {
        this.lab = Lab.start(
                new Options(folder, Options.DirectoryKind.MEMORY, freePorts(), "127.0.0.10", 0), Clock.systemUTC());
        this.description = JSON.readTree(Files.readString(lab.description()));
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(Path.of(text("/ca"))))
                .build();
    }

    @Override
    public void close() {
        lab.close();
    }

    /** A member of lab.json. */
    String text(String pointer) {
        return description.at(pointer).asString();
    }

    JsonNode description() {
        return description;
    }

    String secret(String pointer) throws IOException {
        return Files.readString(Path.of(text(pointer)));
    }

    SSLContext tls() {
        return http.sslContext();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    HttpResponse<String> page(String method, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(text("/page") + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sets state; fails when the lab refuses. */
    void set(String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = page("PATCH", "/state", json);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    void reset() throws IOException, InterruptedException {
        page("POST", "/state/reset", "");
    }

    /** Where the browser is sent after that authorization request; a parameter replaces the default. */
    HttpResponse<String> authorize(Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", text("/signIn/clientId"));
        all.put("response_type", "code");
        all.put("redirect_uri", REDIRECT);
        all.put("scope", "openid profile User.Read");
        all.putAll(parameters);
        return get(text("/signIn/authority") + "/oauth2/v2.0/authorize?" + form(all));
    }

    /** The code from an authorization that went well. */
    String code(Map<String, String> parameters) throws IOException, InterruptedException {
        return queryOf(authorize(parameters)).get("code");
    }

    HttpResponse<String> token(Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", text("/signIn/clientId"));
        all.put("client_secret", secret("/signIn/clientSecretFile"));
        all.put("redirect_uri", REDIRECT);
        all.putAll(parameters);
        all.values().removeIf(String::isEmpty);
        return send(HttpRequest.newBuilder(URI.create(text("/channel/tokenEndpoint")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(all))));
    }

    /** An access token for Graph as that person with these permissions. */
    String graphToken(String person, String scopes) throws IOException, InterruptedException {
        String code = code(Map.of("person", person, "scope", "openid " + scopes));
        return JSON.readTree(token(Map.of("grant_type", "authorization_code", "code", code))
                        .body())
                .path("access_token")
                .stringValue();
    }

    HttpResponse<String> graph(String token, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(text("/graph/baseUrl") + path.replace(" ", "%20")))
                .header("Authorization", "Bearer " + token));
    }

    static Map<String, String> queryOf(HttpResponse<String> redirect) {
        String query = URI.create(redirect.headers().firstValue("Location").orElseThrow())
                .getRawQuery();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** The fields of the form that {@code response_mode=form_post} answers with. */
    static Map<String, String> formOf(HttpResponse<String> page) {
        return Pattern.compile("name=\"(\\w+)\" value=\"([^\"]*)\"")
                .matcher(page.body())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The first of five ports in a row that are free now. */
    static int freePorts() throws IOException {
        // Below those that the system gives to whoever connects somewhere.
        for (int port = 16_000 + (int) (ProcessHandle.current().pid() % 300) * 10; port < 20_000; port += Ports.COUNT) {
            if (allFree(port)) {
                return port;
            }
        }
        throw new IOException("no five free ports in a row");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + Ports.COUNT; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
