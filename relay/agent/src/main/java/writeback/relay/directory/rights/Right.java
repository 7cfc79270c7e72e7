package writeback.relay.directory.rights;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One right that an entry can speak of: an extended right, or the writing of one attribute.
 *
 * @param mask the access bit
 * @param exact the right's or attribute's GUID
 * @param propertySet the attribute's, null when it is in none
 * @param attribute whether it is an attribute, of which an entry for the object's class speaks, too
 */
record Right(int mask, Guid exact, @Nullable Guid propertySet, boolean attribute) {

    static final Guid USER = Guid.of("bf967aba-0de6-11d0-a285-00aa003049e2");

    /** {@code User-Force-Change-Password}. */
    static final Right RESET_PASSWORD = extended("00299570-246d-11d0-a768-00aa006e0529");

    /** {@code User-Change-Password}. */
    static final Right CHANGE_PASSWORD = extended("ab721a53-1e2f-11d0-9819-00aa0040529b");

    /** {@code Unexpire-Password}, of the domain head. */
    static final Right UNEXPIRE_PASSWORD = extended("ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501");

    /** In no property set. */
    static final Right WRITE_LOCKOUT_TIME =
            new Right(AccessControlEntry.WRITE_PROPERTY, Guid.of("28630ebf-41d5-11d1-a9c1-0000f80367c1"), null, true);

    /** In the set {@code User-Account-Restrictions}. */
    static final Right WRITE_PWD_LAST_SET = new Right(
            AccessControlEntry.WRITE_PROPERTY,
            Guid.of("bf967a0a-0de6-11d0-a285-00aa003049e2"),
            Guid.of("4c164200-20c0-11d0-a768-00aa006e0529"),
            true);

    private static final Map<String, Guid> CLASSES =
            Map.of("user", USER, "inetOrgPerson", Guid.of("4828cc14-1437-45bc-9b07-ad6f015e5f28"));

    static Right extended(String guid) {
        return new Right(AccessControlEntry.CONTROL_ACCESS, Guid.of(guid), null, false);
    }

    /** {@code schemaIDGUID} of a user's most specific structural class; null for one that we do not know. */
    static @Nullable Guid classGuid(String structuralClass) {
        return CLASSES.get(structuralClass);
    }

    /**
     * Whether an entry with this right's bit speaks of it (MS-ADTS 5.1.3.3.3, 5.1.3.3.4).
     *
     * @param objectClass of the object, null when it is not known: an entry for a GUID that we do not know may be for it
     */
    Certainty spokenOfBy(AccessControlEntry entry, @Nullable Guid objectClass) {
        if (!entry.hasObjectType() || entry.isObjectType(exact)) {
            return Certainty.YES;
        }
        if (!attribute) {
            return Certainty.NO;
        }
        if (propertySet != null && entry.isObjectType(propertySet)) {
            return Certainty.YES;
        }
        if (objectClass != null) {
            return entry.isObjectType(objectClass) ? Certainty.YES : Certainty.NO;
        }
        return Certainty.MAYBE;
    }
}
