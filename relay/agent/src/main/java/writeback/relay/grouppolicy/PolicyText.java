package writeback.relay.grouppolicy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a policy file together with how it is stored, so that writing it again changes no byte that was not edited.
 * UTF-16 is what the specification demands (MS-GPSB 2.2); ANSI files exist and are kept as they are.
 *
 * @param encoding as found
 * @param text without the byte order mark
 */
record PolicyText(Encoding encoding, String text) {

    /** How a text is stored. */
    enum Encoding {
        UTF_16LE_WITH_MARK(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
        UTF_16BE_WITH_MARK(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
        UTF_8_WITH_MARK(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
        UTF_16LE(StandardCharsets.UTF_16LE),
        /** Which code page is not known: each byte stands for itself, and only ASCII is ever edited. */
        ANSI(StandardCharsets.ISO_8859_1);

        private final Charset charset;
        private final byte[] mark;

        Encoding(Charset charset, int... mark) {
            this.charset = charset;
            this.mark = new byte[mark.length];
            for (int i = 0; i < mark.length; i++) {
                this.mark[i] = (byte) mark[i];
            }
        }

        private boolean marks(byte[] bytes) {
            if (mark.length == 0 || bytes.length < mark.length) {
                return false;
            }
            for (int i = 0; i < mark.length; i++) {
                if (bytes[i] != mark[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @throws MalformedPolicyException when the bytes are not a text that could be written back unchanged */
    static PolicyText read(byte[] bytes) throws MalformedPolicyException {
        Encoding encoding = encoding(bytes);
        int start = encoding.mark.length;
        String text = new String(bytes, start, bytes.length - start, encoding.charset);
        PolicyText read = new PolicyText(encoding, text);
        if (!Arrays.equals(read.bytes(), bytes)) {
            throw new MalformedPolicyException("the bytes are not well-formed " + encoding);
        }
        return read;
    }

    private static Encoding encoding(byte[] bytes) {
        for (Encoding encoding : Encoding.values()) {
            if (encoding.marks(bytes)) {
                return encoding;
            }
        }
        // These files begin with ASCII: in UTF-16LE without a mark the second byte is zero.
        return bytes.length >= 2 && bytes[0] != 0 && bytes[1] == 0 ? Encoding.UTF_16LE : Encoding.ANSI;
    }

    byte[] bytes() {
        byte[] body = text.getBytes(encoding.charset);
        byte[] all = new byte[encoding.mark.length + body.length];
        System.arraycopy(encoding.mark, 0, all, 0, encoding.mark.length);
        System.arraycopy(body, 0, all, encoding.mark.length, body.length);
        return all;
    }

    PolicyText with(String changed) {
        return new PolicyText(encoding, changed);
    }
}
