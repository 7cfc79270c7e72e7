package writeback.relay.directory.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.SecurityIdentifier;

/**
 * A self-relative security descriptor (MS-DTYP 2.4.6), as {@code nTSecurityDescriptor} holds it. What is read is written
 * again byte for byte, in the order in which its parts were stored, with what lay between them; what could not be is
 * refused when it is read. Immutable.
 */
public final class SecurityDescriptor {

    /** {@code SE_DACL_PROTECTED}: nothing is inherited. */
    private static final int DACL_PROTECTED = 0x1000;

    private static final int DACL_PRESENT = 0x4;
    private static final int SACL_PRESENT = 0x10;
    private static final int SELF_RELATIVE = 0x8000;
    private static final int HEAD = 20;

    private final int padding;
    private final int control;
    private final List<Part> parts;
    private final @Nullable AccessControlList dacl;

    private SecurityDescriptor(int padding, int control, List<Part> parts) {
        this.padding = padding;
        this.control = control;
        this.parts = List.copyOf(parts);
        this.dacl = parts.stream()
                .filter(part -> part.place == Place.DACL)
                .findFirst()
                .map(part -> part.list)
                .orElse(null);
    }

    /** @throws MalformedDescriptorException when it could not be understood, or not be written again as it is */
    public static SecurityDescriptor read(byte[] value) throws MalformedDescriptorException {
        byte[] bytes = value.clone();
        if (bytes.length < HEAD) {
            throw new MalformedDescriptorException("a descriptor has 20 bytes or more, not " + bytes.length);
        }
        if (bytes[0] != 1) {
            throw new MalformedDescriptorException("revision " + Bytes.unsignedByte(bytes, 0));
        }
        int control = Bytes.unsignedShort(bytes, 2);
        if ((control & SELF_RELATIVE) == 0) {
            throw new MalformedDescriptorException("it is not self-relative");
        }
        List<Part> parts = new ArrayList<>(4);
        for (Place place : Place.STORED) {
            int offset = Bytes.integer(bytes, place.offsetAt);
            if (offset != 0) {
                parts.add(part(bytes, control, place, offset));
            }
        }
        return new SecurityDescriptor(Bytes.unsignedByte(bytes, 1), control, withGaps(bytes, parts));
    }

    private static Part part(byte[] bytes, int control, Place place, int offset) throws MalformedDescriptorException {
        if (offset < HEAD || offset >= bytes.length) {
            throw new MalformedDescriptorException(
                    place + " would lie outside, at " + Integer.toUnsignedString(offset));
        }
        if (place.presentFlag != 0) {
            if ((control & place.presentFlag) == 0) {
                throw new MalformedDescriptorException(place + " is said to be absent, and has a place");
            }
            return new Part(place, offset, new byte[0], AccessControlList.read(bytes, offset));
        }
        int length = Bytes.sidLength(bytes, offset, bytes.length);
        if (length < 0) {
            throw new MalformedDescriptorException(place + " is no security identifier");
        }
        return new Part(place, offset, Arrays.copyOfRange(bytes, offset, offset + length), null);
    }

    private static List<Part> withGaps(byte[] bytes, List<Part> parts) throws MalformedDescriptorException {
        parts.sort(Comparator.comparingInt(part -> part.offset));
        List<Part> all = new ArrayList<>(parts.size() + 1);
        int next = HEAD;
        for (Part part : parts) {
            if (part.offset < next) {
                throw new MalformedDescriptorException(part.place + " overlaps another part");
            }
            addGap(all, bytes, next, part.offset);
            all.add(part);
            next = part.offset + part.length();
        }
        addGap(all, bytes, next, bytes.length);
        return all;
    }

    private static void addGap(List<Part> all, byte[] bytes, int from, int to) {
        if (from < to) {
            all.add(new Part(Place.GAP, from, Arrays.copyOfRange(bytes, from, to), null));
        }
    }

    /** A descriptor with nothing but an access list that does not refuse inheritance. */
    public static SecurityDescriptor of(AccessControlList dacl) {
        return new SecurityDescriptor(
                0, SELF_RELATIVE | DACL_PRESENT, List.of(new Part(Place.DACL, HEAD, new byte[0], dacl)));
    }

    public byte[] bytes() {
        int size = HEAD;
        for (Part part : parts) {
            size += part.length();
        }
        byte[] bytes = new byte[size];
        bytes[0] = 1;
        bytes[1] = (byte) padding;
        Bytes.putShort(bytes, 2, control);
        int next = HEAD;
        for (Part part : parts) {
            if (part.place != Place.GAP) {
                Bytes.putInteger(bytes, part.place.offsetAt, next);
            }
            if (part.list == null) {
                System.arraycopy(part.raw, 0, bytes, next, part.raw.length);
            } else {
                part.list.put(bytes, next);
            }
            next += part.length();
        }
        return bytes;
    }

    /** The control bits (MS-DTYP 2.4.6). */
    public int control() {
        return control;
    }

    /** Whether inheritance is switched off. */
    public boolean inheritanceOff() {
        return (control & DACL_PROTECTED) != 0;
    }

    /** The access list; empty when there is none, and then everything is granted to everybody. */
    public Optional<AccessControlList> dacl() {
        return Optional.ofNullable(dacl);
    }

    /** Empty when the descriptor was read without it. */
    public Optional<SecurityIdentifier> owner() {
        for (Part part : parts) {
            if (part.place == Place.OWNER) {
                try {
                    return Optional.of(SecurityIdentifier.read(part.raw));
                } catch (DirectoryTrouble e) {
                    throw new IllegalStateException("it was read before", e);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The same descriptor with another access list in the same place.
     *
     * @throws IllegalStateException when there is no access list
     */
    public SecurityDescriptor withDacl(AccessControlList list) {
        if (dacl == null) {
            throw new IllegalStateException("there is no access list to replace");
        }
        List<Part> changed = new ArrayList<>(parts.size());
        for (Part part : parts) {
            changed.add(part.place == Place.DACL ? new Part(Place.DACL, part.offset, part.raw, list) : part);
        }
        return new SecurityDescriptor(padding, control, changed);
    }

    /** What a stretch of the descriptor is. */
    private enum Place {
        OWNER(4, 0),
        GROUP(8, 0),
        SACL(12, SACL_PRESENT),
        DACL(16, DACL_PRESENT),
        GAP(0, 0);

        static final List<Place> STORED = List.of(OWNER, GROUP, SACL, DACL);

        final int offsetAt;
        final int presentFlag;

        Place(int offsetAt, int presentFlag) {
            this.offsetAt = offsetAt;
            this.presentFlag = presentFlag;
        }
    }

    /**
     * A stretch of the descriptor.
     *
     * @param offset where it was read
     * @param raw its bytes, empty for a list
     */
    private record Part(Place place, int offset, byte[] raw, @Nullable AccessControlList list) {

        int length() {
            return list == null ? raw.length : list.size();
        }
    }
}
