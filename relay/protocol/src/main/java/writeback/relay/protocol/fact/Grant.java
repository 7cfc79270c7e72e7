package writeback.relay.protocol.fact;

/** Whether an account holds one right on one object, as the directory itself would decide it (MS-ADTS 5.1.3.3). */
public enum Grant {
    GRANTED,
    /** No entry of the access list speaks of it, which is a no. */
    MISSING,
    /** An entry refuses it before any entry grants it. */
    DENIED,
    /** A conditional or unknown entry, or one for a group that cannot be seen, might decide it. Not fine. */
    CANNOT_TELL
}
