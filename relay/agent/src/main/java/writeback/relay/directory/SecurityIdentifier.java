package writeback.relay.directory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;
import writeback.relay.protocol.fact.Cause;

/**
 * A security identifier (MS-DTYP 2.4.2).
 *
 * @param text such as {@code S-1-5-21-1-2-3-500}
 */
public record SecurityIdentifier(String text) {

    private static final Pattern TEXT = Pattern.compile("S-1-(0|[1-9]\\d{0,14})((-(0|[1-9]\\d{0,9})){0,15})");
    private static final long LARGEST_AUTHORITY = 0xFFFF_FFFF_FFFFL;
    private static final long LARGEST_PART = 0xFFFF_FFFFL;

    /** @throws DirectoryTrouble when the bytes are no security identifier */
    public static SecurityIdentifier read(byte[] bytes) throws DirectoryTrouble {
        if (bytes.length < 8 || bytes[0] != 1 || bytes.length != 8 + 4 * (bytes[1] & 0xFF)) {
            throw new DirectoryTrouble(Cause.MALFORMED, "a security identifier cannot be read");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        StringBuilder text = new StringBuilder("S-1-").append(buffer.getLong(0) & LARGEST_AUTHORITY);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8; at < bytes.length; at += 4) {
            text.append('-').append(Integer.toUnsignedString(buffer.getInt(at)));
        }
        return new SecurityIdentifier(text.toString());
    }

    /** @throws IllegalArgumentException when the text is no security identifier in the form that {@link #text} has */
    public static SecurityIdentifier parse(String text) {
        SecurityIdentifier sid = new SecurityIdentifier(text);
        sid.bytes();
        return sid;
    }

    /**
     * As it stands in the directory.
     *
     * @throws IllegalArgumentException when the text is no security identifier
     */
    public byte[] bytes() {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("no security identifier");
        }
        String[] parts = text.split("-");
        int subAuthorities = parts.length - 3;
        ByteBuffer buffer = ByteBuffer.allocate(8 + 4 * subAuthorities);
        buffer.putLong(limited(parts[2], LARGEST_AUTHORITY));
        buffer.put(0, (byte) 1).put(1, (byte) subAuthorities).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 3; i < parts.length; i++) {
            buffer.putInt((int) limited(parts[i], LARGEST_PART));
        }
        return buffer.array();
    }

    private static long limited(String digits, long most) {
        long number = Long.parseLong(digits);
        if (number > most) {
            throw new IllegalArgumentException("no security identifier");
        }
        return number;
    }

    /** The last number, which names the account in its domain. */
    public long relativeId() {
        return Long.parseLong(text.substring(text.lastIndexOf('-') + 1));
    }

    /** Another account or group of the same domain. */
    public SecurityIdentifier sibling(long relativeId) {
        return new SecurityIdentifier(text.substring(0, text.lastIndexOf('-') + 1) + relativeId);
    }

    /** Whether it names an account or group of a domain, not a well-known one. */
    public boolean ofDomain() {
        return text.startsWith("S-1-5-21-");
    }
}
