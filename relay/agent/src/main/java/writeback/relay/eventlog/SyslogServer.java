package writeback.relay.eventlog;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A syslog server: a datagram a message (RFC 5426), or a connection with each message's length before it (RFC 6587, and
 * RFC 5425 over TLS). Not thread-safe.
 */
final class SyslogServer implements EventLog {

    private static final int WAIT_MILLIS = 5_000;

    private final SyslogSettings settings;
    private final SyslogMessage messages;
    private final Clock clock;
    private final @Nullable SSLContext tls;
    private @Nullable Socket connection;

    /** @param tls whom to trust, with {@link SyslogSettings.Protocol#TLS} */
    SyslogServer(SyslogSettings settings, String machine, Clock clock, @Nullable SSLContext tls) {
        this.settings = settings;
        this.messages = new SyslogMessage(machine);
        this.clock = clock;
        this.tls = tls;
    }

    @Override
    public String name() {
        return "syslog server " + settings.host() + ":" + settings.port();
    }

    @Override
    public void write(CommandEvent event) throws IOException {
        send(messages.of(event));
    }

    @Override
    public void writeDropped(long number) throws IOException {
        send(messages.dropped(number, clock.instant()));
    }

    @Override
    public void close() {
        Socket open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        if (settings.protocol() == SyslogSettings.Protocol.UDP) {
            try (DatagramSocket socket = new DatagramSocket()) {
                InetAddress host = InetAddress.getByName(settings.host());
                socket.send(new DatagramPacket(bytes, bytes.length, host, settings.port()));
            }
            return;
        }
        try {
            Socket open = connected();
            byte[] framed = (bytes.length + " " + message).getBytes(StandardCharsets.US_ASCII);
            open.getOutputStream().write(framed);
            open.getOutputStream().flush();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connected() throws IOException {
        Socket open = connection;
        if (open != null && (tls != null || !left(open))) {
            return open;
        }
        close();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(settings.host(), settings.port()), WAIT_MILLIS);
            plain.setSoTimeout(WAIT_MILLIS);
            connection = tls == null ? plain : secured(plain, tls);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
        return connection;
    }

    private Socket secured(Socket plain, SSLContext context) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /**
     * A server says nothing; the end of what it says is that it went. A write alone would learn that a message late, as it
     * does over TLS, where reading with so short a limit can cut a record in two.
     */
    private static boolean left(Socket open) {
        try {
            open.setSoTimeout(1);
            InputStream input = open.getInputStream();
            return input.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
