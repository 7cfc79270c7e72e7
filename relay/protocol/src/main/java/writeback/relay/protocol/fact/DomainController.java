package writeback.relay.protocol.fact;

import java.time.Duration;

/**
 * The domain controller that answered.
 *
 * @param host its DNS name, as {@code dNSHostName} of its rootDSE says
 * @param pdcEmulator whether it holds the PDC emulator role of its domain
 * @param clockAhead how far its clock, {@code currentTime} of its rootDSE, is ahead of the relay's; negative: behind
 */
public record DomainController(String host, boolean pdcEmulator, Sighting<Duration> clockAhead) {}
