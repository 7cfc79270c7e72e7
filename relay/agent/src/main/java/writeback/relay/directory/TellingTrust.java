package writeback.relay.directory;

import com.unboundid.util.ssl.PEMFileTrustManager;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities in a file, and keeps in words why a server's certificate was not taken. For one connection. */
final class TellingTrust implements X509TrustManager {

    private final PEMFileTrustManager authorities;
    private final Path file;
    private volatile @Nullable String objection;

    /** @param file PEM, with the authorities' certificates */
    TellingTrust(Path file) throws KeyStoreException {
        this.authorities = new PEMFileTrustManager(file.toFile());
        this.file = file;
    }

    /** What is wrong with the certificate, or empty while nothing is. */
    Optional<String> objection() {
        return Optional.ofNullable(objection);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
            authorities.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            objection = words(chain);
            throw e;
        }
    }

    private String words(X509Certificate[] chain) {
        Instant now = Instant.now();
        for (X509Certificate each : chain) {
            Instant from = each.getNotBefore().toInstant();
            Instant to = each.getNotAfter().toInstant();
            if (to.isBefore(now)) {
                return "the certificate of " + each.getSubjectX500Principal() + " expired at " + to;
            }
            if (from.isAfter(now)) {
                return "the certificate of " + each.getSubjectX500Principal() + " is not valid before " + from;
            }
        }
        return "the certificate comes from " + chain[chain.length - 1].getIssuerX500Principal() + ", which is not in "
                + file.getFileName();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
