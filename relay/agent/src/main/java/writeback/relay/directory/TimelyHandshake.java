package writeback.relay.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.net.SocketException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * Verifies the server's name like {@link HostNameSSLSocketVerifier}, after a handshake that must end. The library's own
 * connect timeout does not cover the handshake: a server that accepts and says nothing would hold us for ever. So this
 * finishes the handshake itself, on {@link ImpatientSockets}.
 */
final class TimelyHandshake extends SSLSocketVerifier {

    private final SSLSocketVerifier name = new HostNameSSLSocketVerifier(true);

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        // Waits for the handshake that the library has begun. Starting it once more would ask a TLS 1.3 peer for new
        // keys,
        // after which Samba does not answer any more.
        if (!socket.getSession().isValid()) {
            throw new LDAPException(
                    ResultCode.CONNECT_ERROR,
                    "the TLS handshake failed, or did not end: is the certificate one of ours?");
        }
        try {
            // From here on the library limits each wait for an answer.
            socket.setSoTimeout(0);
        } catch (SocketException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "the connection was closed after the TLS handshake");
        }
        try {
            name.verifySSLSocket(host, port, socket);
        } catch (LDAPException e) {
            throw new LDAPException(
                    e.getResultCode(), "the certificate is not for " + host + ", but for " + names(socket));
        }
    }

    private static String names(SSLSocket socket) {
        try {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? String.valueOf(certificate.getSubjectX500Principal())
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            return "something else";
        }
    }
}
