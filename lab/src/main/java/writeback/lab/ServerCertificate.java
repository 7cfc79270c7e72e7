package writeback.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A TLS server's key and certificate.
 *
 * @param chain the server's certificate first, the CA's last
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {

    /** A context for listening with this certificate. */
    public SSLContext sslContext() {
        try {
            char[] inMemoryOnly = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, inMemoryOnly);
            store.setKeyEntry("server", key, inMemoryOnly, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(store, inMemoryOnly);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot use the lab's certificate", e);
        }
    }

    /** Writes the server's certificate as PEM. */
    public Path writeCertificate(RunFolder folder, String name) {
        return folder.write(name, CertificateAuthority.pem(chain.get(0)));
    }

    /** Writes the key as PEM (PKCS #8, not encrypted; the file is its owner's only). */
    public Path writeKey(RunFolder folder, String name) {
        return folder.write(name, CertificateAuthority.pem(key));
    }
}
