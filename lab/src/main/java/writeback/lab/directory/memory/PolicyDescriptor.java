package writeback.lab.directory.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The security descriptor that a new Group Policy object has as far as it matters: Authenticated Users read it and apply it
 * (self-relative, MS-DTYP 2.4.6; the right Apply-Group-Policy).
 */
final class PolicyDescriptor {

    private static final byte[] AUTHENTICATED_USERS = {1, 1, 0, 0, 0, 0, 0, 5, 11, 0, 0, 0};
    private static final int SELF_RELATIVE_WITH_DACL = 0x8004;
    private static final int HEADER = 20;
    private static final int READ = 0x20094;
    private static final int CONTROL_ACCESS = 0x100;
    private static final short READ_ENTRY = 20;
    private static final short APPLY_ENTRY = 40;

    private PolicyDescriptor() {}

    static byte[] bytes() {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + 8 + READ_ENTRY + APPLY_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).put((byte) 0).putShort((short) SELF_RELATIVE_WITH_DACL);
        out.putInt(0).putInt(0).putInt(0).putInt(HEADER);
        out.put((byte) 4).put((byte) 0).putShort((short) (8 + READ_ENTRY + APPLY_ENTRY));
        out.putShort((short) 2).putShort((short) 0);
        // (A;CI;LCRPLORC;;;AU)
        out.put((byte) 0).put((byte) 2).putShort(READ_ENTRY).putInt(READ).put(AUTHENTICATED_USERS);
        // (OA;CI;CR;edacfd8f-ffb3-11d1-b41d-00a0c968f939;;AU)
        out.put((byte) 5)
                .put((byte) 2)
                .putShort(APPLY_ENTRY)
                .putInt(CONTROL_ACCESS)
                .putInt(1);
        out.putInt(0xedacfd8f).putShort((short) 0xffb3).putShort((short) 0x11d1);
        out.order(ByteOrder.BIG_ENDIAN).putLong(0xb41d00a0c968f939L).put(AUTHENTICATED_USERS);
        return out.array();
    }
}
