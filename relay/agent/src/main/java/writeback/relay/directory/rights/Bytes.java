package writeback.relay.directory.rights;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in an array. */
final class Bytes {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Revision, number of sub-authorities, authority. */
    private static final int SID_HEAD = 8;

    private static final int MOST_SUB_AUTHORITIES = 15;

    private Bytes() {}

    static int unsignedByte(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int unsignedShort(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int integer(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long longer(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putShort(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static void putInteger(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Length of the security identifier that begins there, or -1 when none does that ends before {@code end}. */
    static int sidLength(byte[] bytes, int at, int end) {
        if (end - at < SID_HEAD || bytes[at] != 1 || unsignedByte(bytes, at + 1) > MOST_SUB_AUTHORITIES) {
            return -1;
        }
        int length = SID_HEAD + 4 * unsignedByte(bytes, at + 1);
        return at + length <= end ? length : -1;
    }
}
