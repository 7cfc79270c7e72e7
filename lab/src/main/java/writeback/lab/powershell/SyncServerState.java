package writeback.lab.powershell;

import java.util.List;

/**
 * The lab's {@code connect.*} keys as they stand now.
 *
 * @param version build of Entra Connect, four numbers
 * @param syncedContainers DNs of the containers that the AD connector imports
 * @param powershell {@code ok}, {@code fails}, {@code garbage} or {@code hangs}
 */
public record SyncServerState(
        String version,
        boolean staging,
        boolean syncCycleEnabled,
        boolean maintenanceEnabled,
        boolean serviceRunning,
        boolean writeback,
        List<String> syncedContainers,
        String powershell) {}
