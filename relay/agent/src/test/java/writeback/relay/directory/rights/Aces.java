package writeback.relay.directory.rights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Descriptors byte by byte, as MS-DTYP draws them; shares nothing with the codec under test. */
public final class Aces {

    public static final String USER = "bf967aba-0de6-11d0-a285-00aa003049e2";
    public static final String INET_ORG_PERSON = "4828cc14-1437-45bc-9b07-ad6f015e5f28";
    public static final String RESET = "00299570-246d-11d0-a768-00aa006e0529";
    public static final String UNEXPIRE = "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501";
    public static final String LOCKOUT_TIME = "28630ebf-41d5-11d1-a9c1-0000f80367c1";
    public static final String PWD_LAST_SET = "bf967a0a-0de6-11d0-a285-00aa003049e2";
    public static final String ACCOUNT_RESTRICTIONS = "4c164200-20c0-11d0-a768-00aa006e0529";

    public static final int CI = 2;
    public static final int NP = 4;
    public static final int IO = 8;
    public static final int ID = 16;
    public static final int CR = 0x100;
    public static final int WP = 0x20;
    public static final int GA = 0x10000000;

    private Aces() {}

    /** An entry without GUIDs. */
    public static byte[] plain(int type, int flags, int mask, String sid, byte... behind) {
        return entry(type, flags, join(little(4).putInt(mask).array(), sid(sid), behind));
    }

    /** An object's entry. */
    public static byte[] object(
            int type, int flags, int mask, @Nullable String objectType, @Nullable String inherited, String sid) {
        int present = (objectType == null ? 0 : 1) | (inherited == null ? 0 : 2);
        byte[] head = little(8).putInt(mask).putInt(present).array();
        return entry(type, flags, join(head, guid(objectType), guid(inherited), sid(sid)));
    }

    public static byte[] entry(int type, int flags, byte[] body) {
        return join(
                little(4)
                        .put((byte) type)
                        .put((byte) flags)
                        .putShort((short) (4 + body.length))
                        .array(),
                body);
    }

    public static byte[] list(byte[]... entries) {
        byte[] all = join(entries);
        return join(
                little(8)
                        .put((byte) 4)
                        .put((byte) 0)
                        .putShort((short) (8 + all.length))
                        .putInt(entries.length)
                        .array(),
                all);
    }

    /** A descriptor with an access list and nothing else. */
    public static byte[] dacl(byte[]... entries) {
        return join(head(0x8004, 0, 0, 0, 20), list(entries));
    }

    public static byte[] head(int control, int owner, int group, int sacl, int dacl) {
        return little(20)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) control)
                .putInt(owner)
                .putInt(group)
                .putInt(sacl)
                .putInt(dacl)
                .array();
    }

    public static byte[] sid(String text) {
        String[] parts = text.split("-");
        ByteBuffer buffer = little(8 + 4 * (parts.length - 3));
        buffer.put((byte) 1).put((byte) (parts.length - 3)).put(new byte[5]).put((byte) Integer.parseInt(parts[2]));
        for (int i = 3; i < parts.length; i++) {
            buffer.putInt(Integer.parseUnsignedInt(parts[i]));
        }
        return buffer.array();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] guid(@Nullable String text) {
        if (text == null) {
            return new byte[0];
        }
        UUID uuid = UUID.fromString(text);
        long high = uuid.getMostSignificantBits();
        ByteBuffer buffer = little(16).putInt((int) (high >>> 32)).putShort((short) (high >>> 16));
        return buffer.putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
