package writeback.lab.directory.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/** A security identifier: revision, count, authority big-endian, the rest little-endian (MS-DTYP 2.4.2.2). */
record Sid(String hex) {

    static final Sid EVERYONE = of(1, 0);
    static final Sid AUTHENTICATED_USERS = of(5, 11);
    static final Sid SELF = of(5, 10);
    static final Sid SYSTEM = of(5, 18);

    static Sid of(int authority, int... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * parts.length);
        bytes.put((byte) 1).put((byte) parts.length).put(new byte[] {0, 0, 0, 0, 0, (byte) authority});
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int part : parts) {
            bytes.putInt(part);
        }
        return of(bytes.array());
    }

    static Sid of(byte[] bytes) {
        return new Sid(HexFormat.of().formatHex(bytes));
    }

    /** The SID of a new domain. */
    static Sid domain() {
        int[] random = new SecureRandom().ints(3, 1_000_000, Integer.MAX_VALUE).toArray();
        return of(5, IntStream.concat(IntStream.of(21), Arrays.stream(random)).toArray());
    }

    /** One of this domain's own. */
    Sid child(int rid) {
        byte[] domain = bytes();
        ByteBuffer child = ByteBuffer.allocate(domain.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        child.put(domain).putInt(rid).put(1, (byte) (domain[1] + 1));
        return of(child.array());
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
