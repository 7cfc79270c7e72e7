package writeback.relay.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.signin.SecretFile;
import writeback.relay.directory.signin.SignInException;

/** HTTP to the bot, by the proxy, the trust and the certificate that the settings name. Thread-safe. */
public final class BotHttp {

    static {
        // Read by Java's client once, when it is first used. Basic towards a proxy in front of HTTPS is switched off
        // there,
        // for the password is readable on the way to the proxy; who names a password for it wants it sent.
        unlessSet("jdk.http.auth.tunneling.disabledSchemes", "");
        // A connection that was idle for longer may have been forgotten by what stands in between.
        unlessSet("jdk.httpclient.keepalive.timeout", "20");
    }

    private final HttpClient http;
    private final LineSettings line;

    private BotHttp(HttpClient http, LineSettings line) {
        this.http = http;
        this.line = line;
    }

    /** @throws IOException when a file cannot be read or does not hold what it should */
    public static BotHttp of(LineSettings line) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(selector(line.proxy()))
                .connectTimeout(Duration.ofSeconds(10));
        if (line.caFile() != null || line.certificate() != null) {
            builder.sslContext(tls(line));
        }
        return new BotHttp(builder.build(), line);
    }

    /** @throws IOException when the proxy's password cannot be read */
    <T> CompletableFuture<HttpResponse<T>> send(HttpRequest.Builder request, BodyHandler<T> handler)
            throws IOException {
        if (line.proxy() instanceof ProxyChoice.Named named && named.login() != null) {
            request.setHeader("Proxy-Authorization", basic(named.login()));
        }
        return http.sendAsync(request.build(), handler);
    }

    /** What went wrong, for a log. */
    String words(Throwable trouble, URI where) {
        return LineTrouble.words(trouble, where, line);
    }

    /** What HTTP 407 means here. */
    String proxyObjection() {
        if (line.proxy() instanceof ProxyChoice.Named named) {
            return named.login() == null
                    ? "the proxy " + named + " wants a user and a password: set user and password-file in bot.proxy"
                    : "the proxy " + named + " does not take the user and the password of bot.proxy, or not by Basic";
        }
        return "the system's proxy wants a user and a password: name it in bot.proxy, with user and password-file";
    }

    private static ProxySelector selector(ProxyChoice choice) {
        if (choice instanceof ProxyChoice.Named named) {
            return ProxySelector.of(InetSocketAddress.createUnresolved(named.host(), named.port()));
        }
        return choice instanceof ProxyChoice.None ? HttpClient.Builder.NO_PROXY : ProxySelector.getDefault();
    }

    /** Sent unasked: Java's client, told to answer when asked, would take the bot's own 401 for such a question. */
    private static String basic(ProxyChoice.Login login) throws IOException {
        byte[] password;
        try {
            password = SecretFile.line(login.passwordFile());
        } catch (SignInException e) {
            throw new IOException(e.getMessage(), e);
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes((login.user() + ":").getBytes(StandardCharsets.UTF_8));
        both.writeBytes(password);
        Arrays.fill(password, (byte) 0);
        return "Basic " + Base64.getEncoder().encodeToString(both.toByteArray());
    }

    private static SSLContext tls(LineSettings line) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    line.certificate() == null ? null : line.certificate().keyManagers(),
                    line.caFile() == null ? null : Authorities.in(line.caFile()),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static void unlessSet(String property, String value) {
        @Nullable String set = System.getProperty(property);
        if (set == null) {
            System.setProperty(property, value);
        }
    }
}
