package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.NameResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Plain sockets that find addresses as the LDAP connections do, and do not try for ever. */
final class NamedSockets extends SocketFactory {

    private static final int CONNECT_AT_MOST_MILLIS = 5000;

    private final NameResolver names;

    NamedSockets(NameResolver names) {
        this.names = names;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(names.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_AT_MOST_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
