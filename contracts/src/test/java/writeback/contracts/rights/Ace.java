package writeback.contracts.rights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an access list, and its bytes as MS-DTYP 2.4.4 draws them; none of the agent's code is in it.
 *
 * @param type 0 allow, 1 deny, 5 and 6 the same for objects, 9 and 10 with a condition
 * @param objectType null: none
 * @param inheritedType null: none
 * @param sid as in {@code objectSid}
 * @param condition what stands behind the SID
 */
record Ace(
        int type,
        int flags,
        int mask,
        @Nullable String objectType,
        @Nullable String inheritedType,
        byte[] sid,
        byte[] condition) {

    static final String USER = "bf967aba-0de6-11d0-a285-00aa003049e2";
    static final String INET_ORG_PERSON = "4828cc14-1437-45bc-9b07-ad6f015e5f28";
    static final String RESET = "00299570-246d-11d0-a768-00aa006e0529";
    static final String CHANGE = "ab721a53-1e2f-11d0-9819-00aa0040529b";
    static final String UNEXPIRE = "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501";
    static final String LOCKOUT_TIME = "28630ebf-41d5-11d1-a9c1-0000f80367c1";
    static final String PWD_LAST_SET = "bf967a0a-0de6-11d0-a285-00aa003049e2";
    static final String ACCOUNT_RESTRICTIONS = "4c164200-20c0-11d0-a768-00aa006e0529";

    static final int ALLOW = 0;
    static final int DENY = 1;
    static final int OBJECT = 5;
    static final int CONDITIONAL = 9;
    static final int CI = 2;
    static final int NP = 4;
    static final int IO = 8;
    static final int ID = 16;
    static final int CR = 0x100;
    static final int WP = 0x20;
    static final int GA = 0x10000000;

    /** Read the object and its descriptor. */
    static final int READ = 0x20094;

    private static final int PROTECTED = 0x1000;

    static Ace allow(int flags, int mask, byte[] sid) {
        return new Ace(ALLOW, flags, mask, null, null, sid, new byte[0]);
    }

    static Ace deny(int flags, int mask, byte[] sid) {
        return new Ace(DENY, flags, mask, null, null, sid, new byte[0]);
    }

    static Ace allow(int flags, int mask, @Nullable String objectType, @Nullable String inheritedType, byte[] sid) {
        return new Ace(OBJECT + ALLOW, flags, mask, objectType, inheritedType, sid, new byte[0]);
    }

    static Ace deny(int flags, int mask, @Nullable String objectType, @Nullable String inheritedType, byte[] sid) {
        return new Ace(OBJECT + DENY, flags, mask, objectType, inheritedType, sid, new byte[0]);
    }

    /** A descriptor with this access list and nothing else. */
    static byte[] descriptor(boolean inheritanceOff, List<Ace> entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        entries.forEach(entry -> all.writeBytes(entry.bytes()));
        ByteBuffer buffer = little(28 + all.size());
        buffer.put((byte) 1).put((byte) 0).putShort((short) (0x8004 | (inheritanceOff ? PROTECTED : 0)));
        buffer.putInt(0).putInt(0).putInt(0).putInt(20);
        buffer.put((byte) 4).put((byte) 0).putShort((short) (8 + all.size())).putInt(entries.size());
        return buffer.put(all.toByteArray()).array();
    }

    /**
     * The descriptor with entries put in front of its list, for a descriptor that has nothing else.
     *
     * @param descriptor as a server gives it for SD_FLAGS 4
     */
    static byte[] inFront(byte[] descriptor, Ace... entries) {
        ByteBuffer old = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
        int list = old.getInt(16);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List.of(entries).forEach(entry -> all.writeBytes(entry.bytes()));
        int size = old.getShort(list + 2) & 0xFFFF;
        ByteBuffer buffer = little(20 + size + all.size());
        buffer.put(descriptor, 0, 16).putInt(20);
        buffer.put((byte) 4).put((byte) 0).putShort((short) (size + all.size()));
        buffer.putInt(old.getInt(list + 4) + entries.length);
        buffer.put(all.toByteArray()).put(descriptor, list + 8, size - 8);
        return buffer.array();
    }

    /** The entries of a descriptor's access list, each as far as it is needed here; the list must be there. */
    static List<Ace> read(byte[] descriptor) {
        ByteBuffer in = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
        int list = in.getInt(16);
        int at = list + 8;
        List<Ace> entries = new ArrayList<>();
        for (int i = in.getShort(list + 4) & 0xFFFF; i > 0; i--) {
            int type = descriptor[at];
            boolean object = type == OBJECT + ALLOW || type == OBJECT + DENY;
            int present = object ? in.getInt(at + 8) : 0;
            int next = at + (object ? 12 : 8);
            String objectType = (present & 1) == 0 ? null : guid(in, next);
            next += (present & 1) == 0 ? 0 : 16;
            String inheritedType = (present & 2) == 0 ? null : guid(in, next);
            next += (present & 2) == 0 ? 0 : 16;
            int sidEnd = next + 8 + 4 * descriptor[next + 1];
            int end = at + in.getShort(at + 2);
            entries.add(new Ace(
                    type,
                    descriptor[at + 1],
                    in.getInt(at + 4),
                    objectType,
                    inheritedType,
                    Arrays.copyOfRange(descriptor, next, sidEnd),
                    Arrays.copyOfRange(descriptor, sidEnd, end)));
            at = end;
        }
        return entries;
    }

    private static String guid(ByteBuffer in, int at) {
        long high = (in.getInt(at) & 0xFFFF_FFFFL) << 32
                | (in.getShort(at + 4) & 0xFFFFL) << 16
                | in.getShort(at + 6) & 0xFFFFL;
        return new UUID(high, Long.reverseBytes(in.getLong(at + 8))).toString();
    }

    byte[] bytes() {
        boolean object = type == OBJECT + ALLOW || type == OBJECT + DENY;
        int present = (objectType == null ? 0 : 1) | (inheritedType == null ? 0 : 2);
        int size = 8 + (object ? 4 + 16 * Integer.bitCount(present) : 0) + sid.length + condition.length;
        ByteBuffer buffer = little(size);
        buffer.put((byte) type).put((byte) flags).putShort((short) size).putInt(mask);
        if (object) {
            buffer.putInt(present);
            guid(buffer, objectType);
            guid(buffer, inheritedType);
        }
        return buffer.put(sid).put(condition).array();
    }

    private static void guid(ByteBuffer buffer, @Nullable String text) {
        if (text != null) {
            UUID uuid = UUID.fromString(text);
            long high = uuid.getMostSignificantBits();
            buffer.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
            buffer.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
        }
    }

    /** A well-known identifier such as {@code S-1-5-32-544}. */
    static byte[] sid(String text) {
        String[] parts = text.split("-");
        ByteBuffer buffer = little(8 + 4 * (parts.length - 3));
        buffer.put((byte) 1).put((byte) (parts.length - 3)).put(new byte[5]).put((byte) Integer.parseInt(parts[2]));
        for (int i = 3; i < parts.length; i++) {
            buffer.putInt(Integer.parseUnsignedInt(parts[i]));
        }
        return buffer.array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return "type " + type + " flags " + flags + " mask " + Integer.toHexString(mask) + " object " + objectType
                + " inherited " + inheritedType + " sid " + HexFormat.of().formatHex(sid);
    }
}
