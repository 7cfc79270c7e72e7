package writeback.relay.protocol.fact;

/** Why a user's password cannot be written back, or why that cannot be told. A user may have several. */
public enum CoverageReason {
    DISABLED,
    EXPIRED,
    PROTECTED,
    INHERITANCE_OFF,
    RIGHTS_MISSING,
    RIGHTS_DENIED,
    MINIMUM_AGE,
    AWKWARD_UNIT,
    CANNOT_TELL
}
