package writeback.relay.protocol.message;

/**
 * Result of the operation {@code set-minimum-password-age}.
 *
 * @param domainController where it was written
 * @param beforeDays what was found
 * @param afterDays what was read back after writing
 * @param backup where on the agent's machine the files before are kept
 */
public record AgeSet(String domainController, int beforeDays, int afterDays, int gpoVersion, String backup) {}
