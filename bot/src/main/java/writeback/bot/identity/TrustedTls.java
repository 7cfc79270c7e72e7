package writeback.bot.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with the JVM's certificate authorities and those of {@link Trust#caFile()}. Immutable. */
public record TrustedTls(SSLContext context, X509TrustManager trustManager) {

    /** @throws IllegalStateException when the file cannot be read or holds no certificate */
    public static TrustedTls of(Trust trust) {
        try {
            X509TrustManager manager = trustManager(anchors(trust.caFile()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return new TrustedTls(context, manager);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("writeback.trust.ca-file " + trust.caFile() + " cannot be used", e);
        }
    }

    private static KeyStore anchors(@Nullable Path caFile) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        int n = 0;
        for (X509Certificate authority : trustManager(null).getAcceptedIssuers()) {
            anchors.setCertificateEntry("anchor" + n++, authority);
        }
        if (caFile != null) {
            int before = n;
            try (InputStream pem = Files.newInputStream(caFile)) {
                for (Certificate authority :
                        CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    anchors.setCertificateEntry("anchor" + n++, authority);
                }
            }
            if (n == before) {
                throw new IOException("no certificate in " + caFile);
            }
        }
        return anchors;
    }

    private static X509TrustManager trustManager(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }
}
