package writeback.lab.directory.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import writeback.lab.directory.Ticks;

/**
 * {@code replPropertyMetaData} as it is stored: little-endian; version 1, reserved, count, reserved (32 bits each), then
 * 48 bytes an attribute in ascending order: attribute id, version (32 bits each), time of the change in seconds since 1601
 * (64), invocation id of the originating DC (GUID), its USN and the local USN (64 each). (MS-DRSR,
 * PROPERTY_META_DATA_VECTOR; Samba's drsblobs.idl.)
 */
final class PropertyMetaData {

    /** {@code unicodePwd}, 0x9005A. */
    static final int UNICODE_PWD = 589914;

    /** {@code objectClass}; every object has it. */
    private static final int OBJECT_CLASS = 0;

    private static final int ENTRY_BYTES = 48;

    private final SortedMap<Integer, Change> changes = new TreeMap<>();

    private record Change(int version, long seconds, long usn) {}

    /** Notes that an attribute was written. */
    void written(int attribute, Instant at, long usn) {
        Change before = changes.get(attribute);
        changes.put(attribute, new Change(before == null ? 1 : before.version() + 1, Ticks.at(at) / 10_000_000L, usn));
    }

    void created(Instant at, long usn) {
        written(OBJECT_CLASS, at, usn);
    }

    byte[] encode(UUID invocation) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16 + ENTRY_BYTES * changes.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1).putInt(0).putInt(changes.size()).putInt(0);
        changes.forEach((attribute, change) -> bytes.putInt(attribute)
                .putInt(change.version())
                .putLong(change.seconds())
                .put(guid(invocation))
                .putLong(change.usn())
                .putLong(change.usn()));
        return bytes.array();
    }

    private static final int[] ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    /** A GUID's bytes in Windows' order: the first three fields little-endian (MS-DTYP 2.3.4.2). */
    static byte[] guid(UUID id) {
        byte[] big = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        byte[] mixed = new byte[16];
        for (int i = 0; i < ORDER.length; i++) {
            mixed[i] = big[ORDER[i]];
        }
        return mixed;
    }

    /** The GUID whose sixteen bytes in Windows' order come next. */
    static UUID uuid(ByteBuffer bytes) {
        byte[] mixed = new byte[16];
        bytes.get(mixed);
        ByteBuffer big = ByteBuffer.allocate(16);
        for (int i = 0; i < ORDER.length; i++) {
            big.put(ORDER[i], mixed[i]);
        }
        return new UUID(big.getLong(), big.getLong());
    }
}
