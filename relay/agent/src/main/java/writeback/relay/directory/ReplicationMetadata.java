package writeback.relay.directory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import writeback.relay.protocol.fact.Cause;

/**
 * {@code replPropertyMetaData} in its binary form: a header of version, reserved, count and reserved (32 bits each), then
 * 48 bytes an attribute: id, version, time, invocation id, two update numbers; all little-endian (MS-DRSR 5.167, Samba's
 * {@code replPropertyMetaDataBlob}).
 */
final class ReplicationMetadata {

    /** {@code unicodePwd} (MS-DRSR 5.16.4 maps attribute 1.2.840.113556.1.4.90 to it). */
    static final int UNICODE_PWD = 0x9005A;

    private static final int HEADER = 16;
    private static final int ENTRY = 48;

    private ReplicationMetadata() {}

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
