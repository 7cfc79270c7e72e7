package writeback.relay.directory;

import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * {@code replPropertyMetaData} in its binary form: a header of version, reserved, count and reserved (32 bits each), then
 * 48 bytes an attribute: id, version, time, invocation id, two update numbers; all little-endian (MS-DRSR 5.167, Samba's
 * {@code replPropertyMetaDataBlob}).
 */
public final class ReplicationMetadata {

    public static final String ATTRIBUTE = "replPropertyMetaData";

    /** {@code unicodePwd} (MS-DRSR 5.16.4 maps attribute 1.2.840.113556.1.4.90 to it). */
    static final int UNICODE_PWD = 0x9005A;

    /** {@code nTSecurityDescriptor}, 1.2.840.113556.1.2.281. */
    public static final int DESCRIPTOR = 0x20119;

    private static final int HEADER = 16;
    private static final int ENTRY = 48;

    private ReplicationMetadata() {}

    /**
     * How often an attribute was written since the object was made; 0: never, or it is not counted.
     *
     * @param entry that was searched for with {@link #ATTRIBUTE}
     * @param reader who searched, for people
     */
    public static Sighting<Long> writes(Entry entry, String reader, int attribute) {
        byte[] metadata = entry.getAttributeValueBytes(ATTRIBUTE);
        if (metadata == null) {
            return Sighting.unseen(Cause.DENIED, ATTRIBUTE + " of " + entry.getDN() + " is hidden from " + reader);
        }
        try {
            return Sighting.seen(version(metadata, attribute).orElse(0));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /**
     * How often an attribute was written; empty when it never was.
     *
     * @throws DirectoryTrouble when the bytes are not such a table
     */
    static OptionalLong version(byte[] bytes, int attribute) throws DirectoryTrouble {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || buffer.getInt(0) != 1) {
            throw new DirectoryTrouble(Cause.MALFORMED, "replPropertyMetaData is of no known version");
        }
        long count = Integer.toUnsignedLong(buffer.getInt(8));
        if (bytes.length != HEADER + count * ENTRY) {
            throw new DirectoryTrouble(Cause.MALFORMED, "replPropertyMetaData is not as long as it says");
        }
        for (int at = HEADER; at < bytes.length; at += ENTRY) {
            if (buffer.getInt(at) == attribute) {
                return OptionalLong.of(Integer.toUnsignedLong(buffer.getInt(at + 4)));
            }
        }
        return OptionalLong.empty();
    }
}
