package writeback.relay.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import writeback.relay.console.WrittenTerminal;
import writeback.relay.enrolment.SmallBot;
import writeback.relay.protocol.message.SigningKey;

/** A relay beside a sync server, in a folder of its own, and what {@code check} says of it. */
final class CheckedRelay {

    /** Every cmdlet answers; {@code $5} is the script. */
    static final String ALL_CMDLETS =
            """
            case "$5" in
            *Get-ADSyncScheduler.ps1) echo '{"SyncCycleEnabled":true,"StagingModeEnabled":false,"SchedulerSuspended":false,"MaintenanceEnabled":true}';;
            *Get-ADSyncGlobalSettings.ps1) echo '[{"Name":"Microsoft.Synchronize.ServerConfigurationVersion","Value":"2.6.92.0"}]';;
            *Get-ADSyncConnector.ps1) echo '[{"Name":"aad","Identifier":"B891884F-051e-4a83-95af-2544101c9083"}]';;
            *Get-ADSyncConnector-Partitions.ps1) echo '[{"DN":"DC=contoso,DC=test","Selected":true,"ConnectorPartitionScope":{"ObjectClasses":["user"],"ContainerInclusionList":["OU=People,DC=contoso,DC=test"],"ContainerExclusionList":[]}}]';;
            *Get-ADSyncAADPasswordResetConfiguration.ps1) echo '{"Enabled":true}';;
            *Get-ADSyncADConnectorAccount.ps1) echo '{"ADConnectorAccountName":"MSOL_1","ADConnectorAccountDomain":"contoso.test"}';;
            *Get-Service.ps1) echo '{"Name":"ADSync","Status":4}';;
            *Get-WinEvent.ps1) echo '[]';;
            esac
            """;

    final Path folder;
    final SigningKey key = SigningKey.generate();
    final WrittenTerminal terminal = new WrittenTerminal();
    private Clock clock = Clock.systemUTC();
    private String powershell;
    private String extra = "";

    CheckedRelay(Path folder, SmallBot bot) throws IOException {
        this.folder = folder;
        Files.writeString(
                folder.resolve("bot.jwk"), bot.commandKey.verifyingKey().toPublicJwk());
        secret("agent.jwk", key.toPrivateJwk());
        powerShell(ALL_CMDLETS);
    }

    Path secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    void powerShell(String script) throws IOException {
        powershell = "[sh, " + Files.writeString(folder.resolve("powershell.sh"), script) + "]";
    }

    void noPowerShell() {
        powershell = "[" + folder.resolve("no-such-program") + "]";
    }

    /** More sections. */
    void also(String yaml) {
        extra = yaml;
    }

    void at(Clock other) {
        clock = other;
    }

    Path dataFolder() {
        return folder.resolve("data");
    }

    /** @return the exit code; what was said is in {@link #terminal} */
    int check(URI bot, String... words) throws IOException {
        Path file = Files.writeString(
                folder.resolve("relay.yaml"),
                """
                bot: { url: "%s", command-key-file: bot.jwk, proxy: none }
                agent:
                  id: relay-1
                  key-file: agent.jwk
                  tenant: tenant-1
                  premises: main
                  capabilities: [entraconnect]
                  data-folder: data
                connect: { powershell: %s, server: sync1 }
                %s
                """
                        .formatted(bot, powershell, extra));
        List<String> all = new ArrayList<>(List.of(words));
        all.add(file.toString());
        return new CheckCommand(clock).run(all, terminal);
    }

    /** The lines of the report that hold a word. */
    List<String> lines(String word) {
        return terminal.said().stream().filter(line -> line.contains(word)).toList();
    }
}
