package writeback.relay.entraconnect;

/** The scripts that the agent brings along, each a single cmdlet call, named after it; what else it takes out of
 * the result stands behind. */
enum Script {
    SCHEDULER("Get-ADSyncScheduler"),
    GLOBAL_SETTINGS("Get-ADSyncGlobalSettings"),
    CONNECTOR("Get-ADSyncConnector"),
    PARTITIONS("Get-ADSyncConnector", "Get-ADSyncConnector-Partitions.ps1"),
    CONNECTOR_ACCOUNT("Get-ADSyncADConnectorAccount"),
    PASSWORD_RESET("Get-ADSyncAADPasswordResetConfiguration"),
    SERVICE("Get-Service"),
    EVENTS("Get-WinEvent");

    private final String cmdlet;
    private final String fileName;

    Script(String cmdlet) {
        this(cmdlet, cmdlet + ".ps1");
    }

    Script(String cmdlet, String fileName) {
        this.cmdlet = cmdlet;
        this.fileName = fileName;
    }

    String cmdlet() {
        return cmdlet;
    }

    String fileName() {
        return fileName;
    }
}
