package writeback.relay.directory.rights;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;

/** Security identifiers, to be asked for as they stand in an entry, without making objects. Immutable. */
final class SidSet {

    private final byte @Nullable [][] slots;

    SidSet(Collection<SecurityIdentifier> sids) {
        slots = new byte[Integer.highestOneBit(Math.max(4, sids.size())) * 4][];
        for (SecurityIdentifier sid : sids) {
            byte[] bytes = sid.bytes();
            slots[free(bytes)] = bytes;
        }
    }

    private int free(byte[] sid) {
        int slot = slot(sid, 0, sid.length);
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    boolean contains(byte[] bytes, int at, int length) {
        int slot = slot(bytes, at, length);
        for (byte[] sid = slots[slot]; sid != null; sid = slots[slot]) {
            if (Arrays.equals(sid, 0, sid.length, bytes, at, at + length)) {
                return true;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return false;
    }

    /** By the last part, which tells accounts and groups of one domain apart. */
    private int slot(byte[] bytes, int at, int length) {
        int last = Bytes.integer(bytes, at + length - 4);
        return (last * 0x9E3779B1 >>> 16) & slots.length - 1;
    }
}
