package writeback.lab.directory.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access control entry (MS-DTYP 2.4.4): allow, deny and their forms for objects; no others exist here.
 *
 * @param objectType the right, property set, attribute or class it is limited to; null: not limited
 * @param inheritedType the class that inherits it; null: every class
 */
record Ace(boolean allow, int flags, int mask, @Nullable UUID objectType, @Nullable UUID inheritedType, Sid trustee) {

    static final int CONTAINER_INHERIT = 0x02;
    static final int NO_PROPAGATE = 0x04;
    static final int INHERIT_ONLY = 0x08;
    static final int INHERITED = 0x10;

    static final int WRITE_PROPERTY = 0x20;
    static final int CONTROL_ACCESS = 0x100;
    static final int WRITE_DAC = 0x40000;
    static final int READ = 0x20094;
    static final int FULL = 0xF01FF;

    static Ace allow(int flags, int mask, Sid trustee) {
        return new Ace(true, flags, mask, null, null, trustee);
    }

    static Ace allow(int flags, int mask, @Nullable UUID objectType, @Nullable UUID inheritedType, Sid trustee) {
        return new Ace(true, flags, mask, objectType, inheritedType, trustee);
    }

    Ace denying() {
        return new Ace(false, flags, mask, objectType, inheritedType, trustee);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The entry as a child of that class inherits it; null when it does not. */
    @Nullable
    Ace inheritedBy(@Nullable UUID childClass) {
        if (!has(CONTAINER_INHERIT) || has(NO_PROPAGATE)) {
            return null;
        }
        boolean fits = inheritedType == null || inheritedType.equals(childClass);
        int next = fits ? flags & ~INHERIT_ONLY : flags | INHERIT_ONLY;
        return new Ace(allow, next | INHERITED, mask, objectType, inheritedType, trustee);
    }

    private boolean isForObjects() {
        return objectType != null || inheritedType != null;
    }

    byte[] encode() {
        byte[] sid = trustee.bytes();
        int size = 8 + sid.length;
        size += isForObjects() ? 4 + (objectType == null ? 0 : 16) + (inheritedType == null ? 0 : 16) : 0;
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        int type = (allow ? 0 : 1) + (isForObjects() ? 5 : 0);
        bytes.put((byte) type).put((byte) flags).putShort((short) size).putInt(mask);
        if (isForObjects()) {
            bytes.putInt((objectType == null ? 0 : 1) | (inheritedType == null ? 0 : 2));
            if (objectType != null) {
                bytes.put(PropertyMetaData.guid(objectType));
            }
            if (inheritedType != null) {
                bytes.put(PropertyMetaData.guid(inheritedType));
            }
        }
        return bytes.put(sid).array();
    }

    /**
     * The entry at the buffer's position, which moves behind it.
     *
     * @throws IllegalArgumentException when it is another kind of entry, or none
     */
    static Ace decode(ByteBuffer bytes) {
        int start = bytes.position();
        int type = bytes.get();
        int flags = bytes.get() & 0xFF;
        int end = start + (bytes.getShort() & 0xFFFF);
        int mask = bytes.getInt();
        if (type != 0 && type != 1 && type != 5 && type != 6 || end > bytes.limit()) {
            throw new IllegalArgumentException("no entry of a kind that is known here");
        }
        int present = type >= 5 ? bytes.getInt() : 0;
        UUID object = (present & 1) != 0 ? PropertyMetaData.uuid(bytes) : null;
        UUID inherited = (present & 2) != 0 ? PropertyMetaData.uuid(bytes) : null;
        int sidBytes = 8 + 4 * bytes.get(bytes.position() + 1);
        if (bytes.position() + sidBytes > end) {
            throw new IllegalArgumentException("a trustee longer than its entry");
        }
        byte[] sid = new byte[sidBytes];
        bytes.get(sid);
        bytes.position(end);
        return new Ace(type == 0 || type == 5, flags, mask, object, inherited, Sid.of(sid));
    }
}
