package writeback.lab.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.lab.writeback.ApplicationLog;

/** The stand-in, run as a process, against a sync server of its own. */
class PowerShellStandInTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final ApplicationLog log = new ApplicationLog(Clock.fixed(NOW, ZoneOffset.UTC));
    private static final List<String> CONTAINERS = List.of("OU=People,DC=contoso,DC=test");

    private SyncServerState state = new SyncServerState("2.6.92.0", false, true, true, true, false, CONTAINERS, "ok");
    private Javalin page;
    private Path powershell;

    @BeforeEach
    void start() {
        SyncServer server = new SyncServer(() -> state, log, Clock.fixed(NOW, ZoneOffset.UTC));
        page = Javalin.create(config -> config.routes.get(SyncServerPage.PATH, new SyncServerPage(server)))
                .start("127.0.0.1", 0);
        powershell = PowerShellStandIn.install(folder, URI.create("http://127.0.0.1:" + page.port()));
    }

    @AfterEach
    void stop() {
        page.stop();
    }

    private record Run(int code, String out, String errors) {}

    private Run run(String script, String... arguments) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.ps1"), script);
        List<String> command = new ArrayList<>(
                List.of(powershell.toString(), "-NoProfile", "-NonInteractive", "-File", file.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip(),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    @Test
    void theSchedulerAnswersAsJsonOnOneLine() throws Exception {
        Run run = run(
                """
                param()
                $ErrorActionPreference = 'Stop'
                [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
                Get-ADSyncScheduler |
                    Select-Object SyncCycleEnabled, StagingModeEnabled, SchedulerSuspended, MaintenanceEnabled |
                    ConvertTo-Json -Depth 4 -Compress
                """);
        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "{\"SyncCycleEnabled\":true,\"StagingModeEnabled\":false,\"SchedulerSuspended\":false,"
                                + "\"MaintenanceEnabled\":true}",
                        ""));
    }

    @Test
    void aParameterReachesTheCmdlet() throws Exception {
        String script =
                """
                param(
                    [Parameter(Mandatory = $true)][string]$Connector
                )
                Get-ADSyncAADPasswordResetConfiguration -Connector $Connector | ConvertTo-Json -Compress
                """;
        assertThat(run(script, "-Connector", "contoso.onmicrosoft.com - AAD").out())
                .isEqualTo("{\"Enabled\":false}");
        state = new SyncServerState("2.6.92.0", false, true, true, true, true, CONTAINERS, "ok");
        assertThat(run(script, "-Connector", "contoso.onmicrosoft.com - AAD").out())
                .isEqualTo("{\"Enabled\":true}");
        Run wrong = run(script, "-Connector", "fabrikam");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(run(script).errors()).contains("missing mandatory parameters: Connector");
        assertThat(run(script, "-Konnector", "x").code()).isEqualTo(1);
    }

    @Test
    void versionAndConnectorsComeInTheirDocumentedShapes() throws Exception {
        assertThat(
                        run("""
                                Get-ADSyncGlobalSettings | Select-Object -ExpandProperty Parameters |
                                    Where-Object Name -EQ 'Microsoft.Synchronize.ServerConfigurationVersion' |
                                    Select-Object Name, Value | ConvertTo-Json -Compress
                                """)
                                .out())
                .isEqualTo("{\"Name\":\"Microsoft.Synchronize.ServerConfigurationVersion\",\"Value\":\"2.6.92.0\"}");
        assertThat(run("Get-ADSyncConnector | Select-Object Identifier, ConnectorTypeName | ConvertTo-Json -Compress")
                        .out())
                .startsWith("[{\"Identifier\":\"b891884f-051e-4a83-95af-2544101c9083\"");
    }

    @Test
    void eventsComeNewestFirstFromTheGivenInstantOnAndDatesInTheOldForm() throws Exception {
        log.write("Elsewhere", 1, ApplicationLog.Level.ERROR, "not asked for");
        log.write(ApplicationLog.PASSWORD_RESET, 31009, ApplicationLog.Level.INFORMATION, "first");
        log.write(ApplicationLog.PASSWORD_RESET, 31010, ApplicationLog.Level.INFORMATION, "it's <done>");
        String script =
                """
                param(
                    [Parameter(Mandatory = $true)][datetime]$Since
                )
                $ErrorActionPreference = 'Continue'
                Get-WinEvent -MaxEvents 200 -FilterHashtable @{
                    LogName = 'Application'
                    ProviderName = 'PasswordResetService', 'ADSync'
                    StartTime = $Since
                } |
                    Select-Object Id, TimeCreated, Message |
                    ConvertTo-Json -Depth 4 -Compress
                """;
        assertThat(run(script, "-Since", "2026-11-22T12:00:00.0000000Z").out())
                .isEqualTo("[{\"Id\":31010,\"TimeCreated\":\"\\/Date(1795348800000)\\/\","
                        + "\"Message\":\"it\\u0027s \\u003cdone\\u003e\"},"
                        + "{\"Id\":31009,\"TimeCreated\":\"\\/Date(1795348800000)\\/\",\"Message\":\"first\"}]");
        Run none = run(script, "-Since", "2026-11-22T12:00:01Z");
        assertThat(none.code()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.errors()).contains("NoMatchingEventsFound");
    }

    @Test
    void aServiceStatusIsANumberInJsonAndANameAsText() throws Exception {
        assertThat(run("Get-Service -Name ADSync | Select-Object Status | ConvertTo-Json -Compress")
                        .out())
                .isEqualTo("{\"Status\":4}");
        state = new SyncServerState("2.6.92.0", false, true, true, false, false, CONTAINERS, "ok");
        assertThat(
                        run("Get-Service ADSync | Select-Object @{ n = 'S'; e = { \"$($_.Status)\" } } | ConvertTo-Json -Compress")
                                .out())
                .isEqualTo("{\"S\":\"Stopped\"}");
    }

    @Test
    void whatItDoesNotUnderstandIsAnErrorAndNoAnswer() throws Exception {
        for (String script : List.of(
                "Get-ADSyncScheduler | Format-Table",
                "Invoke-Expression 'Get-ADSyncScheduler'",
                "Get-ADSyncScheduler | ConvertTo-Json -Fancy",
                "Get-ADSyncScheduler |",
                "if ($true) { Get-ADSyncScheduler }",
                "$unknown | ConvertTo-Json",
                "Get-ADSyncScheduler ) ConvertTo-Json")) {
            Run run = run(script);
            assertThat(run.code()).as(script).isEqualTo(1);
            assertThat(run.errors()).as(script).isNotEmpty();
        }
    }

    @Test
    void aFailingConsoleAGarbledOneAndADeadLabLookAsTheyShould() throws Exception {
        String script = "Get-ADSyncScheduler | ConvertTo-Json -Compress";
        state = new SyncServerState("2.6.92.0", false, true, true, true, false, CONTAINERS, "fails");
        assertThat(run(script).code()).isEqualTo(1);
        state = new SyncServerState("2.6.92.0", false, true, true, true, false, CONTAINERS, "garbage");
        Run garbage = run(script);
        assertThat(garbage.code()).isZero();
        assertThat(garbage.out()).doesNotStartWith("{").isNotEmpty();
        page.stop();
        assertThat(run(script).errors()).contains("lab does not answer");
    }

    @Test
    void aHangingConsoleHangsUntilTheLabIsGone() throws Exception {
        state = new SyncServerState("2.6.92.0", false, true, true, true, false, CONTAINERS, "hangs");
        Path file = Files.writeString(folder.resolve("script.ps1"), "Get-ADSyncScheduler | ConvertTo-Json");
        Process process = new ProcessBuilder(powershell.toString(), "-File", file.toString()).start();
        assertThat(process.waitFor(1500, TimeUnit.MILLISECONDS)).isFalse();
        page.stop();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }
}
