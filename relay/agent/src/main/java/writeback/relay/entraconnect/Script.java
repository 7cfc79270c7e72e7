package writeback.relay.entraconnect;

/** The scripts that the agent brings along, each a single cmdlet call, named after it. */
enum Script {
    SCHEDULER("Get-ADSyncScheduler"),
    GLOBAL_SETTINGS("Get-ADSyncGlobalSettings"),
    CONNECTOR("Get-ADSyncConnector"),
    CONNECTOR_ACCOUNT("Get-ADSyncADConnectorAccount"),
    PASSWORD_RESET("Get-ADSyncAADPasswordResetConfiguration"),
    SERVICE("Get-Service"),
    EVENTS("Get-WinEvent");

    private final String cmdlet;

    Script(String cmdlet) {
        this.cmdlet = cmdlet;
    }

    String cmdlet() {
        return cmdlet;
    }

    String fileName() {
        return cmdlet + ".ps1";
    }
}
