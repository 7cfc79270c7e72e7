package writeback.contracts.rights;

import static writeback.contracts.rights.Ace.CI;
import static writeback.contracts.rights.Ace.CR;
import static writeback.contracts.rights.Ace.GA;
import static writeback.contracts.rights.Ace.IO;
import static writeback.contracts.rights.Ace.NP;
import static writeback.contracts.rights.Ace.WP;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Access lists at random: in any order, for accounts, groups and well-known identifiers, of what writeback turns on. */
final class RandomAccess {

    private static final String GENERAL_INFORMATION = "59ba2f42-79a2-11d0-9020-00c04fc2d3cf";
    private static final @Nullable String[] OBJECT_TYPES = {
        null,
        null,
        Ace.RESET,
        Ace.RESET,
        Ace.CHANGE,
        Ace.LOCKOUT_TIME,
        Ace.LOCKOUT_TIME,
        Ace.PWD_LAST_SET,
        Ace.PWD_LAST_SET,
        Ace.ACCOUNT_RESTRICTIONS,
        Ace.USER,
        Ace.INET_ORG_PERSON,
        GENERAL_INFORMATION
    };
    private static final @Nullable String[] INHERITED_TYPES = {null, null, Ace.USER, Ace.INET_ORG_PERSON};
    private static final int[] MASKS = {CR, CR, WP, WP, WP, CR | WP, CR | WP, 0xF01FF, GA, 0x40000000, 0x10, 0x20094};
    private static final int[] FLAGS = {0, 0, 0, CI, CI | IO, IO, CI | NP};
    private static final int[] INHERITED_FLAGS = {CI, CI, CI | IO, CI | IO, CI | NP, 0};

    private final Random random;
    private final List<byte[]> sids;

    /** @param sids whose the entries are */
    RandomAccess(Random random, List<byte[]> sids) {
        this.random = random;
        this.sids = sids;
    }

    /** Entries for an object. */
    List<Ace> entries() {
        return entries(1 + random.nextInt(8), FLAGS);
    }

    /** Entries for what lies below. */
    List<Ace> inheritable() {
        return entries(random.nextInt(5), INHERITED_FLAGS);
    }

    private List<Ace> entries(int count, int[] flags) {
        List<Ace> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(flags[random.nextInt(flags.length)]));
        }
        return entries;
    }

    private Ace entry(int flags) {
        byte[] sid = sids.get(random.nextInt(sids.size()));
        int mask = MASKS[random.nextInt(MASKS.length)];
        int effect = random.nextInt(3) == 0 ? Ace.DENY : Ace.ALLOW;
        int kind = random.nextInt(80);
        if (kind == 0) {
            return new Ace(Ace.CONDITIONAL + effect, flags, mask, null, null, sid, memberOf(Ace.sid("S-1-5-32-545")));
        }
        return kind < 28
                ? new Ace(effect, flags, mask, null, null, sid, new byte[0])
                : new Ace(
                        Ace.OBJECT + effect,
                        flags,
                        mask,
                        OBJECT_TYPES[random.nextInt(OBJECT_TYPES.length)],
                        INHERITED_TYPES[random.nextInt(INHERITED_TYPES.length)],
                        sid,
                        new byte[0]);
    }

    /** The condition {@code Member_of {SID}} (MS-DTYP 2.4.4.17). */
    private static byte[] memberOf(byte[] sid) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'a', 'r', 't', 'x', 0x50});
        out.writeBytes(length(5 + sid.length));
        out.write(0x51);
        out.writeBytes(length(sid.length));
        out.writeBytes(sid);
        out.write(0x89);
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        return out.toByteArray();
    }

    private static byte[] length(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }
}
