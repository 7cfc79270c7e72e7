package writeback.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A person's browser, as far as signing in needs one: cookies, redirects, the organisation's own CA. */
final class Browser {

    private final HttpClient http;

    Browser(Path ca) {
        this.http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trusting(ca))
                .build();
    }

    /**
     * Opens a sign-in link, continues, and picks this account at the sign-in server.
     *
     * @return the page that the bot shows in the end
     */
    String signsIn(String link, String account) {
        String question = send(HttpRequest.newBuilder(URI.create(link))).body();
        if (!question.contains("<form")) {
            return question;
        }
        HttpResponse<String> sent =
                send(HttpRequest.newBuilder(URI.create(link)).POST(HttpRequest.BodyPublishers.noBody()));
        String authorize = sent.headers().firstValue("location").orElseThrow() + "&person=" + account;
        URI back = URI.create(send(HttpRequest.newBuilder(URI.create(authorize)))
                .headers()
                .firstValue("location")
                .orElseThrow());
        return send(HttpRequest.newBuilder(back)).body();
    }

    /**
     * Presses the one button of the page that a gate's sign-in led to.
     *
     * @param link that led to it
     */
    HttpResponse<String> fetches(String link, String page) {
        Matcher form = Pattern.compile("action=\"\\.\\.(/[^\"]+)\".*name=\"ticket\" value=\"([^\"]+)\"")
                .matcher(page);
        if (!form.find()) {
            throw new AssertionError("nothing to press on " + page);
        }
        return send(HttpRequest.newBuilder(URI.create(link).resolve(form.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("ticket=" + form.group(2))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static SSLContext trusting(Path ca) {
        try (InputStream pem = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
