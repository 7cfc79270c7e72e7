package writeback.relay.directory.signin;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A key distribution centre that answers every request with the same error (KRB-ERROR, RFC 4120 5.9.1). */
final class RefusingKdc implements AutoCloseable {

    private static final byte APPLICATION_30 = 0x7E;
    private static final byte GENERAL_STRING = 0x1B;
    private static final byte GENERALIZED_TIME = 0x18;

    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final byte[] answer;

    RefusingKdc(int errorCode, String realm) throws IOException {
        answer = error(errorCode, realm);
        Thread thread = new Thread(this::serve, "kdc");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.readNBytes(in.readInt());
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                out.writeInt(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException e) {
                // The client gave up, or that is the end.
            }
        }
    }

    private static byte[] error(int code, String realm) {
        ASN1Element name = new ASN1Sequence(
                tagged(0, new ASN1Integer(2)), tagged(1, new ASN1Sequence(text("krbtgt"), text(realm))));
        ASN1Sequence fields = new ASN1Sequence(
                tagged(0, new ASN1Integer(5)),
                tagged(1, new ASN1Integer(30)),
                tagged(4, new ASN1OctetString(GENERALIZED_TIME, "20200101000000Z")),
                tagged(5, new ASN1Integer(0)),
                tagged(6, new ASN1Integer(code)),
                tagged(9, text(realm)),
                tagged(10, name));
        return new ASN1Element(APPLICATION_30, fields.encode()).encode();
    }

    private static ASN1Element text(String text) {
        return new ASN1OctetString(GENERAL_STRING, text);
    }

    private static ASN1Element tagged(int number, ASN1Element inner) {
        return new ASN1Element((byte) (0xA0 | number), inner.encode());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
