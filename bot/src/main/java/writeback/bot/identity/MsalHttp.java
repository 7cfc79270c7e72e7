package writeback.bot.identity;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import writeback.bot.WholeAnswer;

/** MSAL's way out: the JDK's client with our certificate authorities, deadlines and no redirects. */
final class MsalHttp implements IHttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** The JDK's client sets these itself and refuses to be told. */
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final HttpClient client;
    private final URI authority;

    MsalHttp(TrustedTls tls, URI authority) {
        this.authority = authority;
        this.client = HttpClient.newBuilder()
                .sslContext(tls.context())
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        java.net.http.HttpRequest.Builder ours =
                java.net.http.HttpRequest.newBuilder(withPort(request.url().toURI()));
        request.headers().forEach((name, value) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                ours.header(name, value);
            }
        });
        if (request.httpMethod() == HttpMethod.POST) {
            ours.POST(BodyPublishers.ofString(request.body()));
        }
        java.net.http.HttpResponse<String> answer = WholeAnswer.of(client, ours.build(), ANSWER);
        HttpResponse theirs = new HttpResponse().statusCode(answer.statusCode()).body(answer.body());
        theirs.addHeaders(answer.headers().map());
        return theirs;
    }

    /** MSAL4J 1.26 forgets the authority's port when it refreshes a token. */
    private URI withPort(URI asked) throws URISyntaxException {
        boolean forgotten = asked.getPort() == -1
                && authority.getPort() != -1
                && String.valueOf(asked.getHost()).equalsIgnoreCase(authority.getHost());
        return forgotten
                ? new URI(asked.getScheme(), authority.getAuthority(), asked.getPath(), asked.getQuery(), null)
                : asked;
    }
}
