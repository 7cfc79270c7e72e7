package writeback.relay.directory.rights;

import java.util.Locale;
import java.util.UUID;

/**
 * A GUID as it stands in an access control entry (MS-DTYP 2.3.4.2), kept as two numbers so that comparing costs nothing.
 *
 * @param first its first eight bytes, little-endian
 * @param second its last eight bytes, little-endian
 */
record Guid(long first, long second) {

    static final int LENGTH = 16;

    /** @throws IllegalArgumentException when the text is no GUID with its four hyphens */
    static Guid of(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("no GUID");
        }
        long high = uuid.getMostSignificantBits();
        long first = (high >>> 32) | (high & 0xFFFF_0000L) << 16 | (high & 0xFFFFL) << 48;
        return new Guid(first, Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    static Guid at(byte[] bytes, int at) {
        return new Guid(Bytes.longer(bytes, at), Bytes.longer(bytes, at + 8));
    }

    boolean isAt(byte[] bytes, int at) {
        return Bytes.longer(bytes, at) == first && Bytes.longer(bytes, at + 8) == second;
    }

    void put(byte[] bytes, int at) {
        Bytes.putLong(bytes, at, first);
        Bytes.putLong(bytes, at + 8, second);
    }

    /** In lower case, without braces. */
    String text() {
        long high = (first << 32) | (first >>> 16 & 0xFFFF_0000L) | (first >>> 48);
        return new UUID(high, Long.reverseBytes(second)).toString();
    }
}
