package writeback.relay.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of several owners, made by keytool. */
final class Certificates {

    static final String PASSWORD = "changeit-1";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A PKCS #12 file with a certificate signed by itself. @param validity as keytool takes it: days, and more of its options */
    Path make(String name, String... validity) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-validity"));
        words.addAll(List.of(validity));
        keytool(name, words);
        return folder.resolve(name + ".p12");
    }

    /** A PKCS #12 file whose certificate another one has signed. */
    Path make(String name, Issuer issuer, String... validity) throws IOException, InterruptedException {
        Path file = make(name, "365");
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".signed");
        keytool(name, List.of("-certreq", "-file", request.toString()));
        List<String> words = new ArrayList<>(List.of(
                "-gencert",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=ip:127.0.0.1",
                "-validity"));
        words.addAll(List.of(validity));
        keytool(issuer.name(), words);
        keytool(
                issuer.name(),
                List.of("-exportcert", "-file", folder.resolve("issuer").toString()));
        List<String> trust = List.of(
                "-importcert", "-noprompt", "-file", folder.resolve("issuer").toString());
        keytool(name, "issuer", trust);
        keytool(name, List.of("-importcert", "-file", signed.toString()));
        return file;
    }

    private void keytool(String name, List<String> what) throws IOException, InterruptedException {
        keytool(name, name, what);
    }

    private void keytool(String store, String alias, List<String> what) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(what);
        words.addAll(List.of(
                "-keystore",
                folder.resolve(store + ".p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed: " + words);
        }
    }

    /** Who signs. */
    record Issuer(String name) {}

    Path pem(String name) throws IOException, GeneralSecurityException {
        byte[] certificate = store(name).getCertificate(name).getEncoded();
        return Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** What a server needs that shows the one and trusts the other. */
    SSLContext server(String shown, String trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(shown), PASSWORD.toCharArray());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("trusted", store(trusted).getCertificate(trusted));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore store(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }
}
