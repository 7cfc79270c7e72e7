package writeback.relay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import writeback.relay.directory.signin.SecretFile;
import writeback.relay.directory.signin.SignInException;

/**
 * The agent's certificate for mutual TLS. It opens doors on the way to the bot; who the agent is, its own key says.
 *
 * @param file PKCS #12 with one private key and its certificates
 * @param passwordFile one line
 */
public record ClientCertificate(Path file, Path passwordFile) {

    /** @throws IOException that says what is wrong with the file */
    KeyManager[] keyManagers() throws IOException {
        char[] password = password();
        try {
            KeyStore store = open(password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * When it ends.
     *
     * @throws IOException that says what is wrong with the file
     */
    public Instant end() throws IOException {
        char[] password = password();
        try {
            KeyStore store = open(password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return certificate.getNotAfter().toInstant();
                }
            }
            throw new IOException(file + " holds no private key with a certificate");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private KeyStore open(char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, password);
        } catch (IOException e) {
            throw new IOException(file + " is not a PKCS #12 file that opens with the password in " + passwordFile, e);
        }
        return store;
    }

    private char[] password() throws IOException {
        try {
            byte[] line = SecretFile.line(passwordFile);
            char[] password = new String(line, StandardCharsets.UTF_8).toCharArray();
            Arrays.fill(line, (byte) 0);
            return password;
        } catch (SignInException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
