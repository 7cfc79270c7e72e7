package writeback.relay.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.eventlog.SyslogSettings.Protocol;
import writeback.relay.transport.Authorities;

/** RFC 5425: who does not prove its name is told nothing. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyslogOverTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private Path store;

    @BeforeAll
    void makeCertificate(@TempDir Path folder) throws Exception {
        store = folder.resolve("server.p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-alias",
                        "syslog",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @Test
    void itsNameMustBeInItsCertificate(@TempDir Path folder) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Path caFile = folder.resolve("ca.pem");
        Files.writeString(
                caFile,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("syslog").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(factory.getKeyManagers(), null, null);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, Authorities.in(caFile), null);
        try (SSLServerSocket socket = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> received(socket));
            try (SyslogServer other = log("127.0.0.1", socket.getLocalPort(), client)) {
                assertThatThrownBy(() -> other.write(event())).isInstanceOf(IOException.class);
            }
            assertThat(first.get(30, TimeUnit.SECONDS)).isEmpty();

            CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> received(socket));
            try (SyslogServer log = log("localhost", socket.getLocalPort(), client)) {
                log.write(event());
                log.write(event());
            }
            // each of the two: its length, then the message
            assertThat(second.get(30, TimeUnit.SECONDS).split(" <110>1 ")).hasSize(3);
        }
    }

    private static SyslogServer log(String host, int port, SSLContext tls) {
        return new SyslogServer(new SyslogSettings(host, port, Protocol.TLS, null), "relay-1", Clock.systemUTC(), tls);
    }

    /** What comes until the client goes; empty when there is no handshake. */
    private static String received(SSLServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(30_000);
            InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static CommandEvent event() {
        return new CommandEvent(Instant.now(), "tenant", "main", "agent-1", "c-1", "read-directory", null, "done", "");
    }
}
