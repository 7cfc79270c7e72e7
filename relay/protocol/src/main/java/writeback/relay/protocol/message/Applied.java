package writeback.relay.protocol.message;

/**
 * Result of a change of the directory that was read back.
 *
 * @param domainController who took it
 * @param backup folder in the agent's data folder that keeps what was there before
 */
public record Applied(String domainController, String backup) {}
