package writeback.relay.directory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import writeback.relay.protocol.fact.Cause;

/**
 * A security identifier (MS-DTYP 2.4.2).
 *
 * @param text such as {@code S-1-5-21-1-2-3-500}
 */
record SecurityIdentifier(String text) {

    /** @throws DirectoryTrouble when the bytes are no security identifier */
    static SecurityIdentifier read(byte[] bytes) throws DirectoryTrouble {
        if (bytes.length < 8 || bytes[0] != 1 || bytes.length != 8 + 4 * (bytes[1] & 0xFF)) {
            throw new DirectoryTrouble(Cause.MALFORMED, "a security identifier cannot be read");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        StringBuilder text = new StringBuilder("S-1-").append(buffer.getLong(0) & 0xFFFF_FFFF_FFFFL);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8; at < bytes.length; at += 4) {
            text.append('-').append(Integer.toUnsignedString(buffer.getInt(at)));
        }
        return new SecurityIdentifier(text.toString());
    }

    /** The last number, which names the account in its domain. */
    long relativeId() {
        return Long.parseLong(text.substring(text.lastIndexOf('-') + 1));
    }

    /** Whether it names an account or group of a domain, not a well-known one. */
    boolean ofDomain() {
        return text.startsWith("S-1-5-21-");
    }
}
