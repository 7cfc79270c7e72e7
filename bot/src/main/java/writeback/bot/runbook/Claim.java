package writeback.bot.runbook;

/** What a piece of evidence is evidence of. Nothing is proven as a whole. */
public enum Claim {
    /** Active Directory accepts a writeback reset under the policy in force. */
    POLICY,
    /** A reset in the cloud arrives in Active Directory. */
    CHANNEL,
    /** A person can reset their own password. */
    SELF_SERVICE,
    /** The portal's on-premises integration switches are on. */
    INTEGRATION,
    /** Somebody is in scope of self-service password reset. */
    SCOPE
}
