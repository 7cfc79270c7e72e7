package writeback.relay.protocol.fact;

/**
 * The domain controller that answered.
 *
 * @param host its DNS name, as {@code dNSHostName} of its rootDSE says
 * @param pdcEmulator whether it holds the PDC emulator role of its domain
 */
public record DomainController(String host, boolean pdcEmulator) {}
