package writeback.lab.writeback;

/**
 * What must be right for a password to travel from the cloud to the domain, as it stands now.
 *
 * @param wizard {@code connect.writeback}: the optional feature of the sync server
 * @param portal {@code portal.writeback}: the on-premises integration of the tenant
 * @param staging {@code connect.staging}: a staging server writes nothing back
 * @param serviceRunning {@code connect.serviceRunning}: whether the service ADSync runs
 */
public record WritebackSwitches(boolean wizard, boolean portal, boolean staging, boolean serviceRunning) {}
