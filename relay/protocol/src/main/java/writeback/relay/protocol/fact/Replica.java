package writeback.relay.protocol.fact;

import java.time.Duration;

/**
 * Another domain controller's copy of what decides the minimum password age.
 *
 * @param host its DNS name, lower case
 * @param readOnly an RODC, which takes no writes
 * @param minimumPasswordAge {@code minPwdAge} of its domain head
 * @param winnerVersion low 16 bits of {@code versionNumber} that it holds of the GPO that decides
 */
public record Replica(
        String host, boolean readOnly, Sighting<Duration> minimumPasswordAge, Sighting<Integer> winnerVersion) {}
