package writeback.relay.directory.rights;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.SecurityIdentifier;

/**
 * One entry of an access control list (MS-DTYP 2.4.4), as its bytes; an entry of an unknown type is kept as it is. Equal
 * when the bytes are. Immutable.
 */
public final class AccessControlEntry {

    public static final int CONTAINER_INHERIT = 0x2;
    public static final int NO_PROPAGATE = 0x4;
    public static final int INHERIT_ONLY = 0x8;
    public static final int INHERITED = 0x10;

    /** {@code RIGHT_DS_CONTROL_ACCESS} (MS-ADTS 5.1.3.2). */
    public static final int CONTROL_ACCESS = 0x100;

    /** {@code RIGHT_DS_WRITE_PROPERTY}. */
    public static final int WRITE_PROPERTY = 0x20;

    static final int WRITE_DAC = 0x40000;

    static final int WRITE_OWNER = 0x80000;

    /** Type, flags, size. */
    static final int HEAD = 4;

    private static final int MASK_AT = HEAD;
    private static final int OBJECT_FLAGS_AT = 8;
    private static final int HAS_OBJECT_TYPE = 1;
    private static final int HAS_INHERITED_TYPE = 2;

    private final byte[] bytes;
    private final int at;
    private final int size;
    private final AceType type;
    private final int objectTypeAt;
    private final int inheritedTypeAt;
    private final int sidAt;
    private final int sidLength;

    /** Reads the entry of that size; the array is kept and must never change. */
    private AccessControlEntry(byte[] bytes, int at, int size) throws MalformedDescriptorException {
        this.bytes = bytes;
        this.at = at;
        this.size = size;
        this.type = AceType.of(Bytes.unsignedByte(bytes, at));
        if (type == AceType.UNKNOWN) {
            objectTypeAt = inheritedTypeAt = sidAt = sidLength = 0;
            return;
        }
        int next = at + OBJECT_FLAGS_AT;
        int objectFlags = 0;
        if (type.object()) {
            objectFlags = size < OBJECT_FLAGS_AT + 4 ? 0 : Bytes.integer(bytes, next);
            next += 4;
        }
        objectTypeAt = (objectFlags & HAS_OBJECT_TYPE) == 0 ? 0 : next;
        next += objectTypeAt == 0 ? 0 : Guid.LENGTH;
        inheritedTypeAt = (objectFlags & HAS_INHERITED_TYPE) == 0 ? 0 : next;
        next += inheritedTypeAt == 0 ? 0 : Guid.LENGTH;
        sidAt = next;
        sidLength = Bytes.sidLength(bytes, next, at + size);
        if (sidLength < 0) {
            throw new MalformedDescriptorException("an entry of type " + Bytes.unsignedByte(bytes, at)
                    + " has no security identifier where it should be");
        }
    }

    /**
     * Reads the entry that begins there.
     *
     * @param end of the list that it stands in
     */
    static AccessControlEntry read(byte[] bytes, int at, int end) throws MalformedDescriptorException {
        int size = end - at < HEAD ? 0 : Bytes.unsignedShort(bytes, at + 2);
        if (size < HEAD || at + size > end) {
            throw new MalformedDescriptorException("an entry is longer than its list, or shorter than an entry");
        }
        return new AccessControlEntry(bytes, at, size);
    }

    /** An entry that lets, for one right or property of an object. */
    static AccessControlEntry objectAllow(
            int flags, int mask, Guid objectType, @Nullable Guid inheritedType, SecurityIdentifier sid) {
        byte[] sidBytes = sid.bytes();
        int guids = inheritedType == null ? Guid.LENGTH : 2 * Guid.LENGTH;
        byte[] entry = new byte[OBJECT_FLAGS_AT + 4 + guids + sidBytes.length];
        entry[0] = AceType.OBJECT_ALLOW_CODE;
        entry[1] = (byte) flags;
        Bytes.putShort(entry, 2, entry.length);
        Bytes.putInteger(entry, MASK_AT, mask);
        Bytes.putInteger(entry, OBJECT_FLAGS_AT, HAS_OBJECT_TYPE | (inheritedType == null ? 0 : HAS_INHERITED_TYPE));
        objectType.put(entry, OBJECT_FLAGS_AT + 4);
        if (inheritedType != null) {
            inheritedType.put(entry, OBJECT_FLAGS_AT + 4 + Guid.LENGTH);
        }
        System.arraycopy(sidBytes, 0, entry, entry.length - sidBytes.length, sidBytes.length);
        try {
            return read(entry, 0, entry.length);
        } catch (MalformedDescriptorException e) {
            throw new IllegalStateException("an entry of our own making cannot be read", e);
        }
    }

    /** The entry as an object below inherits it, with that mask. */
    AccessControlEntry inheritedBelow(int mask) {
        byte[] copy = bytes();
        copy[1] = (byte) (flags() & ~INHERIT_ONLY | INHERITED);
        if (type != AceType.UNKNOWN) {
            Bytes.putInteger(copy, MASK_AT, mask);
        }
        try {
            return read(copy, 0, copy.length);
        } catch (MalformedDescriptorException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    AceType type() {
        return type;
    }

    /** The type's number. */
    int typeCode() {
        return Bytes.unsignedByte(bytes, at);
    }

    public int flags() {
        return Bytes.unsignedByte(bytes, at + 1);
    }

    boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    /** 0 for an unknown type. */
    int mask() {
        return type == AceType.UNKNOWN ? 0 : Bytes.integer(bytes, at + MASK_AT);
    }

    boolean hasObjectType() {
        return objectTypeAt != 0;
    }

    boolean isObjectType(Guid guid) {
        return objectTypeAt != 0 && guid.isAt(bytes, objectTypeAt);
    }

    @Nullable
    Guid objectType() {
        return objectTypeAt == 0 ? null : Guid.at(bytes, objectTypeAt);
    }

    @Nullable
    Guid inheritedType() {
        return inheritedTypeAt == 0 ? null : Guid.at(bytes, inheritedTypeAt);
    }

    /** Whose it is; empty for an unknown type. */
    public Optional<SecurityIdentifier> sid() {
        if (sidLength == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(SecurityIdentifier.read(Arrays.copyOfRange(bytes, sidAt, sidAt + sidLength)));
        } catch (DirectoryTrouble e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /** Whether it is this one's; false for an unknown type. */
    boolean isFor(byte[] sid) {
        return Arrays.equals(bytes, sidAt, sidAt + sidLength, sid, 0, sid.length);
    }

    boolean isForOneOf(SidSet sids) {
        return sidLength != 0 && sids.contains(bytes, sidAt, sidLength);
    }

    /** Whether it is for a group that an account of this domain can belong to without our knowing. */
    boolean isForSomeGroup() {
        return sidLength > 8
                && Bytes.unsignedByte(bytes, sidAt + 7) == 5
                && (Bytes.integer(bytes, sidAt + 8) == 21 || Bytes.integer(bytes, sidAt + 8) == 32);
    }

    /** Whether one of these stands anywhere in it; for a type whose shape is not known. */
    boolean mentionsOneOf(SidSet sids) {
        int end = at + size;
        for (int from = at + HEAD; from < end; from += 4) {
            int length = Bytes.sidLength(bytes, from, end);
            if (length > 0 && sids.contains(bytes, from, length)) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return size;
    }

    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, at, at + size);
    }

    void put(byte[] target, int where) {
        System.arraycopy(bytes, at, target, where, size);
    }

    /** What stands behind the security identifier: a condition, or nothing. */
    int trailing() {
        return type == AceType.UNKNOWN ? 0 : at + size - sidAt - sidLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessControlEntry entry
                && Arrays.equals(bytes, at, at + size, entry.bytes, entry.at, entry.at + entry.size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = at; i < at + size; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** In SDDL. */
    @Override
    public String toString() {
        return Sddl.text(this);
    }
}
