package writeback.lab.directory.memory;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The DACL of an object.
 *
 * @param isProtected inheritance is switched off
 */
record AccessList(boolean isProtected, List<Ace> aces) {

    private static final int SELF_RELATIVE = 0x8000;
    private static final int PROTECTED = 0x1000;
    private static final int AUTO_INHERITED = 0x400;
    private static final int PRESENT = 0x4;
    private static final int HEADER = 20;
    private static final byte REVISION_FOR_OBJECTS = 4;

    static AccessList of(List<Ace> aces) {
        return new AccessList(false, List.copyOf(aces));
    }

    AccessList withoutInheritance() {
        return new AccessList(true, aces);
    }

    /** The entries that stand on the object itself. */
    AccessList explicit() {
        return new AccessList(
                isProtected,
                aces.stream().filter(ace -> !ace.has(Ace.INHERITED)).toList());
    }

    AccessList with(List<Ace> more) {
        List<Ace> all = new ArrayList<>(aces);
        all.addAll(more);
        return new AccessList(isProtected, List.copyOf(all));
    }

    AccessList before(List<Ace> first) {
        return new AccessList(isProtected, List.copyOf(first)).with(aces);
    }

    AccessList withoutThose(List<Ace> gone) {
        return new AccessList(
                isProtected, aces.stream().filter(ace -> !gone.contains(ace)).toList());
    }

    /** A self-relative security descriptor with this list alone (MS-DTYP 2.4.6, 2.4.5). */
    byte[] encode() {
        List<byte[]> encoded = aces.stream().map(Ace::encode).toList();
        int size = 8 + encoded.stream().mapToInt(one -> one.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        int control = SELF_RELATIVE | PRESENT | AUTO_INHERITED | (isProtected ? PROTECTED : 0);
        bytes.put((byte) 1).put((byte) 0).putShort((short) control);
        bytes.putInt(0).putInt(0).putInt(0).putInt(HEADER);
        bytes.put(REVISION_FOR_OBJECTS).put((byte) 0).putShort((short) size);
        bytes.putShort((short) encoded.size()).putShort((short) 0);
        encoded.forEach(bytes::put);
        return bytes.array();
    }

    /** @throws IllegalArgumentException when that is no descriptor with a DACL of known entries */
    static AccessList decode(byte[] descriptor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
            int control = bytes.getShort(2) & 0xFFFF;
            int at = bytes.getInt(16);
            if (descriptor[0] != 1 || (control & PRESENT) == 0 || at < HEADER) {
                throw new IllegalArgumentException("no descriptor with an access list");
            }
            int count = bytes.getShort(at + 4) & 0xFFFF;
            bytes.position(at + 8);
            List<Ace> aces = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                aces.add(Ace.decode(bytes));
            }
            return new AccessList((control & PROTECTED) != 0, List.copyOf(aces));
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new IllegalArgumentException("a descriptor that ends too early", e);
        }
    }
}
