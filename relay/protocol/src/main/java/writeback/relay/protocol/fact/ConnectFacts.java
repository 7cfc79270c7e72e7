package writeback.relay.protocol.fact;

import java.time.Instant;
import java.util.List;

/**
 * The Entra Connect server as its own cmdlets showed it (ADSync PowerShell reference).
 *
 * @param server the host that answered
 * @param version of the product, as {@code Microsoft.Synchronize.ServerConfigurationVersion} says
 * @param serviceRunning whether the Windows service ADSync runs
 * @param passwordWriteback {@code Enabled} of {@code Get-ADSyncAADPasswordResetConfiguration}; that cmdlet has no
 *     reference page, so any other shape is unseen
 * @param connectorAccounts the AD DS connector accounts, as {@code DOMAIN\name}
 * @param syncedContainers distinguished names of the containers that the AD connectors import, with all below them
 *     ({@code ConnectorPartitionScope.ContainerInclusionList}, which has no reference page: any other shape is unseen)
 */
public record ConnectFacts(
        Instant readAt,
        String server,
        Sighting<String> version,
        Sighting<Boolean> serviceRunning,
        Sighting<Scheduler> scheduler,
        Sighting<Boolean> passwordWriteback,
        Sighting<List<String>> connectorAccounts,
        Sighting<List<String>> syncedContainers) {

    /** What {@code Get-ADSyncScheduler} says of the cycle (Connect Sync: Scheduler). */
    public record Scheduler(
            boolean syncCycleEnabled, boolean stagingMode, boolean suspended, boolean maintenanceEnabled) {}

    /** The report of a look that saw nothing. */
    public static ConnectFacts allUnseen(Instant readAt, String server, Cause cause, String detail) {
        return new ConnectFacts(
                readAt,
                server,
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail));
    }
}
