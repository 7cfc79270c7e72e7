package writeback.relay.directory.rights;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One right that an entry can speak of.
 *
 * @param mask the access bit
 * @param exact the extended right's or attribute's GUID; null for a right of the object as a whole
 * @param propertySet the attribute's, null when it is in none
 */
record Right(int mask, @Nullable Guid exact, @Nullable Guid propertySet, Reach reach) {

    /** Of what an entry must speak. */
    enum Reach {
        /** An extended right: of exactly that, or of no type. */
        EXTENDED,
        /** One attribute: of it, its property set, the object's class, or of no type. */
        ATTRIBUTE,
        /** Every attribute: of no type. */
        EVERY_ATTRIBUTE,
        /** The object itself, of which a type says nothing. */
        OBJECT
    }

    static final Guid USER = Guid.of("bf967aba-0de6-11d0-a285-00aa003049e2");

    /** {@code User-Force-Change-Password}. */
    static final Right RESET_PASSWORD = extended("00299570-246d-11d0-a768-00aa006e0529");

    /** {@code User-Change-Password}. */
    static final Right CHANGE_PASSWORD = extended("ab721a53-1e2f-11d0-9819-00aa0040529b");

    /** {@code Unexpire-Password}, of the domain head. */
    static final Right UNEXPIRE_PASSWORD = extended("ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501");

    /** In no property set. */
    static final Right WRITE_LOCKOUT_TIME = attribute("28630ebf-41d5-11d1-a9c1-0000f80367c1");

    /** In the set {@code User-Account-Restrictions}. */
    static final Right WRITE_PWD_LAST_SET = new Right(
            AccessControlEntry.WRITE_PROPERTY,
            Guid.of("bf967a0a-0de6-11d0-a285-00aa003049e2"),
            Guid.of("4c164200-20c0-11d0-a768-00aa006e0529"),
            Reach.ATTRIBUTE);

    /** {@code DS-Replication-Get-Changes-All}, of the domain head: with it go the secrets of every account. */
    static final Right REPLICATE_SECRETS = extended("1131f6ad-9c07-11d1-f79f-00c04fc2dcd2");

    static final Right WRITE_VERSION_NUMBER = attribute("bf967a76-0de6-11d0-a285-00aa003049e2");

    /** {@code gPCMachineExtensionNames}. */
    static final Right WRITE_EXTENSION_NAMES = attribute("32ff8ecc-783f-11d2-9916-0000f87a57d4");

    /** {@code msDS-MinimumPasswordAge}. */
    static final Right WRITE_PSO_MINIMUM_AGE = attribute("2a74f878-4d9c-49f9-97b3-6767d1cbd9a3");

    static final Right WRITE_EVERYTHING =
            new Right(AccessControlEntry.WRITE_PROPERTY, null, null, Reach.EVERY_ATTRIBUTE);

    static final Right MODIFY_PERMISSIONS = new Right(AccessControlEntry.WRITE_DAC, null, null, Reach.OBJECT);

    static final Right MODIFY_OWNER = new Right(AccessControlEntry.WRITE_OWNER, null, null, Reach.OBJECT);

    private static final Map<String, Guid> CLASSES = Map.of(
            "user", USER,
            "inetOrgPerson", Guid.of("4828cc14-1437-45bc-9b07-ad6f015e5f28"),
            "groupPolicyContainer", Guid.of("f30e3bc2-9ff0-11d1-b603-0000f80367c1"),
            "msDS-PasswordSettings", Guid.of("3bcd9db8-f84b-451c-952f-6c52b81f9ec6"));

    static Right extended(String guid) {
        return new Right(AccessControlEntry.CONTROL_ACCESS, Guid.of(guid), null, Reach.EXTENDED);
    }

    private static Right attribute(String guid) {
        return new Right(AccessControlEntry.WRITE_PROPERTY, Guid.of(guid), null, Reach.ATTRIBUTE);
    }

    /** @throws IllegalStateException for a right of the object as a whole */
    Guid guid() {
        if (exact == null) {
            throw new IllegalStateException("a right of the object as a whole has no GUID");
        }
        return exact;
    }

    /** {@code schemaIDGUID} of an object's most specific structural class; null for one that we do not know. */
    static @Nullable Guid classGuid(String structuralClass) {
        return CLASSES.get(structuralClass);
    }

    /**
     * Whether an entry with this right's bit speaks of it (MS-ADTS 5.1.3.3.3, 5.1.3.3.4).
     *
     * @param objectClass of the object, null when it is not known: an entry for a GUID that we do not know may be for it
     */
    Certainty spokenOfBy(AccessControlEntry entry, @Nullable Guid objectClass) {
        if (reach == Reach.OBJECT || !entry.hasObjectType() || (exact != null && entry.isObjectType(exact))) {
            return Certainty.YES;
        }
        if (reach != Reach.ATTRIBUTE) {
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
