package writeback.relay.protocol.message;

import writeback.relay.protocol.fact.Sighting;

/**
 * Result of a change of the directory that was read back.
 *
 * @param domainController who took it
 * @param backup folder in the agent's data folder that keeps what was there before
 * @param undisturbed whether nobody else wrote the same value between the look that was judged and the write; false: what
 *     they wrote is gone, and is not in the backup
 */
public record Applied(String domainController, String backup, Sighting<Boolean> undisturbed) {}
