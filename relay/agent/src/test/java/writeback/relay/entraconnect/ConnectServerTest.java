package writeback.relay.entraconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WritebackEvent;

/** Against shell scripts in PowerShell's place; {@code $5} is the script's path, what follows are its arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts stand in for PowerShell")
class ConnectServerTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ALL =
            """
            case "$5" in
            *Get-ADSyncScheduler.ps1) echo '{"SyncCycleEnabled":true,"StagingModeEnabled":false,"SchedulerSuspended":false,"MaintenanceEnabled":true}';;
            *Get-ADSyncGlobalSettings.ps1) echo '[{"Name":"x","Value":""},{"Name":"Microsoft.Synchronize.ServerConfigurationVersion","Value":"2.6.92.0"}]';;
            *Get-ADSyncConnector.ps1) echo '[{"Name":"ad","Identifier":"1"},{"Name":"t; rm -rf / - AAD","Identifier":"B891884F-051e-4a83-95af-2544101c9083"}]';;
            *Get-ADSyncConnector-Partitions.ps1) echo '[{"DN":"default","Selected":true,"ConnectorPartitionScope":{"ContainerInclusionList":[],"ContainerExclusionList":[]}},{"DN":"DC=contoso,DC=test","Selected":true,"ConnectorPartitionScope":{"ObjectClasses":["user"],"ContainerInclusionList":["OU=People,DC=contoso,DC=test"],"ContainerExclusionList":["CN=System,DC=contoso,DC=test"]}},{"DN":"DC=old,DC=test","Selected":false,"ConnectorPartitionScope":null}]';;
            *Get-ADSyncAADPasswordResetConfiguration.ps1) [ "$6" = -Connector ] && [ "$7" = "t; rm -rf / - AAD" ] && echo '{"Enabled":true}';;
            *Get-ADSyncADConnectorAccount.ps1) echo '{"ADConnectorAccountName":"MSOL_1","ADConnectorAccountDomain":"contoso.test"}';;
            *Get-Service.ps1) echo '{"Name":"ADSync","Status":4}';;
            esac
            """;

    @TempDir
    private Path folder;

    @Test
    void everythingIsReadAndArgumentsStayArguments() throws IOException {
        ConnectFacts facts = server(ALL, 20).facts(SINCE);

        assertThat(facts)
                .isEqualTo(new ConnectFacts(
                        SINCE,
                        "sync1",
                        Sighting.seen("2.6.92.0"),
                        Sighting.seen(true),
                        Sighting.seen(new ConnectFacts.Scheduler(true, false, false, true)),
                        Sighting.seen(true),
                        Sighting.seen(List.of("contoso.test\\MSOL_1")),
                        Sighting.seen(List.of("OU=People,DC=contoso,DC=test"))));
    }

    @Test
    void oneCmdletThatFailsLeavesTheOthers() throws IOException {
        ConnectFacts facts = server(
                        "case \"$5\" in *Get-Service.ps1) echo >&2; echo 'Get-Service : nein' >&2; exit 1;; esac\n"
                                + ALL,
                        20)
                .facts(SINCE);
        assertUnseen(facts.serviceRunning(), Cause.FAILED, "Get-Service ended with 1: Get-Service : nein");
        assertThat(facts.version().isSeen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"Enabled\": tru", "WARNING: hello", "true", "[1]", "{}", "{\"Enabled\":\"yes\"}", "[{},{}]"})
    void anUnknownShapeIsMalformed(String output) throws IOException {
        ConnectFacts facts = server("echo '" + output + "'", 20).facts(SINCE);
        assertThat(List.of(
                        facts.version(),
                        facts.serviceRunning(),
                        facts.scheduler(),
                        facts.passwordWriteback(),
                        facts.connectorAccounts(),
                        facts.syncedContainers()))
                .allSatisfy(
                        sighting -> assertThat(((Unseen<?>) sighting).cause()).isEqualTo(Cause.MALFORMED));
    }

    @Test
    void aProcessThatHangsIsKilled() throws IOException {
        Path pid = folder.resolve("pid");
        Sighting<List<WritebackEvent>> events =
                server("echo $$ > " + pid + "\nexec sleep 600", 1).events(SINCE);
        assertUnseen(events, Cause.TIMEOUT, "killed");
        long id = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(id).ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2>/dev/null", ">/dev/null"})
    void aStreamThatDoesNotEndIsUnseenAndNeverNothing(String otherStream) throws IOException {
        // what the process has left behind holds one of its streams open, and may still write to it
        ConnectServer server = server("sleep 20 " + otherStream + " &\nsleep 1", 20);

        assertUnseen(server.events(SINCE), Cause.TIMEOUT, "Get-WinEvent");
    }

    @Test
    void aFloodIsCutOff() throws IOException {
        assertUnseen(server("head -c 3000000 /dev/zero | tr '\\0' 'x'", 20).events(SINCE), Cause.MALFORMED, "over");
    }

    @Test
    void aMissingPowerShellIsUnreachable() throws IOException {
        ConnectServer server = new ConnectServer(
                new ConnectSettings(List.of(folder.resolve("none").toString()), "sync1"), folder.resolve("scripts"));
        assertUnseen(server.events(SINCE), Cause.UNREACHABLE, "cannot be started");
    }

    @Test
    void aScriptThatWasChangedIsNotRun() throws IOException {
        Path ran = folder.resolve("ran");
        ConnectServer server = server("touch " + ran, 20);
        Files.writeString(folder.resolve("scripts/Get-WinEvent.ps1"), "Remove-Item C:\\");
        assertUnseen(server.events(SINCE), Cause.UNREACHABLE, "was changed");
        assertThat(ran).doesNotExist();
    }

    @Test
    void eventsComeOldestFirstInBothSpellingsOfTime() throws IOException {
        Seen<List<WritebackEvent>> events = (Seen<List<WritebackEvent>>) server(
                        "cat <<'END'\n[{\"Id\":31010,\"TimeCreated\":\"\\/Date(1795341600000)\\/\",\"ProviderName\":\"PasswordResetService\",\"Message\":null},"
                                + "{\"Id\":31009,\"TimeCreated\":\"2026-11-22T10:59:00.5+01:00\",\"ProviderName\":\"PasswordResetService\",\"Message\":\""
                                + "m".repeat(3000) + "\"}]\nEND",
                        20)
                .events(SINCE);
        assertThat(events.value()).extracting(WritebackEvent::id).containsExactly(31009, 31010);
        assertThat(events.value())
                .extracting(WritebackEvent::at)
                .containsExactly(Instant.parse("2026-11-22T09:59:00.5Z"), Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(events.value().get(0).message()).hasSize(2000);
    }

    @Test
    void noEventsAreNoEventsAndAnErrorIsAnError() throws IOException {
        assertThat(server("echo '+ FullyQualifiedErrorId : NoMatchingEventsFound,x' >&2", 20)
                        .events(SINCE))
                .isEqualTo(Sighting.seen(List.of()));
        assertUnseen(server("echo 'Get-WinEvent : denied' >&2", 20).events(SINCE), Cause.FAILED, "denied");
    }

    private ConnectServer server(String shell, int seconds) throws IOException {
        Path script = folder.resolve("powershell");
        Files.writeString(script, "#!/bin/sh\n" + shell + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new ConnectServer(
                new ConnectSettings(List.of(script.toString()), "sync1"),
                folder.resolve("scripts"),
                Duration.ofSeconds(seconds));
    }

    private static void assertUnseen(Sighting<?> sighting, Cause cause, String detail) {
        assertThat(sighting).isInstanceOf(Unseen.class);
        assertThat(((Unseen<?>) sighting).cause()).isEqualTo(cause);
        assertThat(((Unseen<?>) sighting).detail()).contains(detail);
    }
}
