package writeback.relay.directory.rights;

/** What an entry's type makes of it in an access list (MS-DTYP 2.4.4.1). */
enum AceType {
    ALLOW(false),
    DENY(false),
    OBJECT_ALLOW(true),
    OBJECT_DENY(true),
    /** With a condition that only the domain controller evaluates. */
    CONDITIONAL_ALLOW(false),
    CONDITIONAL_DENY(false),
    CONDITIONAL_OBJECT_ALLOW(true),
    CONDITIONAL_OBJECT_DENY(true),
    /** Audit, alarm, label, attribute, central policy: these neither grant nor refuse. */
    OTHER(false),
    OTHER_OBJECT(true),
    /** A shape that we do not know, or whose meaning is not documented. */
    UNKNOWN(false);

    static final byte OBJECT_ALLOW_CODE = 5;

    private static final AceType[] BY_CODE = {
        ALLOW,
        DENY,
        OTHER,
        OTHER,
        UNKNOWN, // compound, reserved
        OBJECT_ALLOW,
        OBJECT_DENY,
        OTHER_OBJECT,
        OTHER_OBJECT,
        CONDITIONAL_ALLOW,
        CONDITIONAL_DENY,
        CONDITIONAL_OBJECT_ALLOW,
        CONDITIONAL_OBJECT_DENY,
        OTHER,
        OTHER,
        OTHER_OBJECT,
        OTHER_OBJECT,
        OTHER, // mandatory label
        OTHER, // resource attribute
        OTHER, // scoped policy
    };

    private final boolean object;

    AceType(boolean object) {
        this.object = object;
    }

    static AceType of(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }

    /** Whether it has the shape of an object's entry, with up to two GUIDs. */
    boolean object() {
        return object;
    }

    boolean allows() {
        return this == ALLOW || this == OBJECT_ALLOW || this == CONDITIONAL_ALLOW || this == CONDITIONAL_OBJECT_ALLOW;
    }

    boolean denies() {
        return this == DENY || this == OBJECT_DENY || this == CONDITIONAL_DENY || this == CONDITIONAL_OBJECT_DENY;
    }

    boolean conditional() {
        return this == CONDITIONAL_ALLOW
                || this == CONDITIONAL_DENY
                || this == CONDITIONAL_OBJECT_ALLOW
                || this == CONDITIONAL_OBJECT_DENY;
    }
}
