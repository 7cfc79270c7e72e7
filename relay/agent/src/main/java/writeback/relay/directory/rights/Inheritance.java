package writeback.relay.directory.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What objects get from the access list of what they lie in. */
final class Inheritance {

    /** What generic bits stand for on directory objects when an entry is inherited (MS-ADTS 5.1.3.2). */
    private static final Map<Integer, Integer> GENERIC =
            Map.of(0x10000000, 0x000F01FF, 0x40000000, 0x00020028, 0x20000000, 0x00020004, 0x80000000, 0x00020094);

    private Inheritance() {}

    /** What a user below inherits of a container's list, however deep it lies (MS-DTYP 2.5.3.4). */
    static SecurityDescriptor ofUsersBelow(SecurityDescriptor container) {
        List<AccessControlEntry> below = new ArrayList<>();
        for (AccessControlEntry entry :
                container.dacl().map(AccessControlList::entries).orElse(List.of())) {
            boolean reaches = entry.has(AccessControlEntry.CONTAINER_INHERIT)
                    && !entry.has(AccessControlEntry.NO_PROPAGATE)
                    && (entry.inheritedType() == null || Right.USER.equals(entry.inheritedType()));
            if (reaches) {
                below.add(entry.inheritedBelow(specific(entry.mask())));
            }
        }
        return SecurityDescriptor.of(AccessControlList.of(below));
    }

    private static int specific(int mask) {
        int specific = mask;
        for (Map.Entry<Integer, Integer> generic : GENERIC.entrySet()) {
            if ((mask & generic.getKey()) != 0) {
                specific = (specific & ~generic.getKey()) | generic.getValue();
            }
        }
        return specific;
    }
}
