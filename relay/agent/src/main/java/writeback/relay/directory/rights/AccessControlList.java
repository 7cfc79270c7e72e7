package writeback.relay.directory.rights;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An access control list (MS-DTYP 2.4.5): its entries in stored order, and whatever else its bytes hold. Immutable.
 */
public final class AccessControlList {

    /** {@code ACL_REVISION_DS}: the list may hold entries for objects' rights and properties. */
    static final int REVISION_DS = 4;

    /** Revision, padding, size, number of entries, padding. */
    static final int HEAD = 8;

    private static final int MOST_BYTES = 0xFFFF;

    private final int revision;
    private final int padding1;
    private final int padding2;
    private final List<AccessControlEntry> entries;
    private final byte[] slack;
    private final int size;

    private AccessControlList(
            int revision, int padding1, int padding2, List<AccessControlEntry> entries, byte[] slack) {
        this.revision = revision;
        this.padding1 = padding1;
        this.padding2 = padding2;
        this.entries = List.copyOf(entries);
        this.slack = slack;
        int sum = HEAD + slack.length;
        for (AccessControlEntry entry : entries) {
            sum += entry.size();
        }
        if (sum > MOST_BYTES) {
            throw new IllegalArgumentException("an access list may hold 65535 bytes, and this one would have " + sum);
        }
        this.size = sum;
    }

    /** Reads the list that begins there; the array is kept and must never change. */
    static AccessControlList read(byte[] bytes, int at) throws MalformedDescriptorException {
        int size = bytes.length - at < HEAD ? 0 : Bytes.unsignedShort(bytes, at + 2);
        if (size < HEAD || at + size > bytes.length) {
            throw new MalformedDescriptorException("a list is longer than the descriptor, or shorter than a list");
        }
        int revision = Bytes.unsignedByte(bytes, at);
        if (revision < 2 || revision > REVISION_DS) {
            throw new MalformedDescriptorException("a list has revision " + revision);
        }
        int count = Bytes.unsignedShort(bytes, at + 4);
        int end = at + size;
        List<AccessControlEntry> entries = new ArrayList<>(Math.min(count, size / AccessControlEntry.HEAD));
        int next = at + HEAD;
        for (int i = 0; i < count; i++) {
            AccessControlEntry entry = AccessControlEntry.read(bytes, next, end);
            entries.add(entry);
            next += entry.size();
        }
        return new AccessControlList(
                revision,
                Bytes.unsignedByte(bytes, at + 1),
                Bytes.unsignedShort(bytes, at + 6),
                entries,
                Arrays.copyOfRange(bytes, next, end));
    }

    /** A list with these entries in this order, of the revision for objects. */
    public static AccessControlList of(List<AccessControlEntry> entries) {
        return new AccessControlList(REVISION_DS, 0, 0, entries, new byte[0]);
    }

    /** In stored order. */
    public List<AccessControlEntry> entries() {
        return entries;
    }

    int size() {
        return size;
    }

    public byte[] bytes() {
        byte[] bytes = new byte[size];
        put(bytes, 0);
        return bytes;
    }

    void put(byte[] target, int at) {
        target[at] = (byte) revision;
        target[at + 1] = (byte) padding1;
        Bytes.putShort(target, at + 2, size);
        Bytes.putShort(target, at + 4, entries.size());
        Bytes.putShort(target, at + 6, padding2);
        int next = at + HEAD;
        for (AccessControlEntry entry : entries) {
            entry.put(target, next);
            next += entry.size();
        }
        System.arraycopy(slack, 0, target, next, slack.length);
    }

    /** SHA-256 of the bytes, 64 hex digits: what a plan expects to find. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The list with entries that allow, where canonical order has them (MS-DTYP 2.4.5.1): behind what is explicit, before
     * the first that is inherited. All other entries stay as and where they are.
     */
    public AccessControlList plus(List<AccessControlEntry> allowing) {
        int where = 0;
        while (where < entries.size() && !entries.get(where).has(AccessControlEntry.INHERITED)) {
            where++;
        }
        List<AccessControlEntry> all = new ArrayList<>(entries);
        all.addAll(where, allowing);
        return new AccessControlList(REVISION_DS, padding1, padding2, all, slack);
    }

    /** The list without these entries, each of which stands in it once. */
    public AccessControlList minus(List<AccessControlEntry> gone) {
        List<AccessControlEntry> all = new ArrayList<>(entries);
        for (AccessControlEntry entry : gone) {
            if (!all.remove(entry)) {
                throw new IllegalArgumentException("not in the list: " + entry);
            }
        }
        return new AccessControlList(revision, padding1, padding2, all, slack);
    }

    /** How often an entry stands in it. */
    public int count(AccessControlEntry entry) {
        int count = 0;
        for (AccessControlEntry each : entries) {
            count += each.equals(entry) ? 1 : 0;
        }
        return count;
    }
}
