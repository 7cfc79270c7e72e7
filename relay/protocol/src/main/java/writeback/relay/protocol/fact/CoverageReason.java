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
    /** Cannot be told, because the reading account may not see what decides it. */
    HIDDEN,
    /** Cannot be told for another reason. */
    CANNOT_TELL;

    /** Whether it only says that nothing can be told. */
    public boolean isUnknown() {
        return this == HIDDEN || this == CANNOT_TELL;
    }
}
