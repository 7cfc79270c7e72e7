package writeback.relay.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import writeback.relay.entraconnect.ConnectServer;
import writeback.relay.entraconnect.ConnectSettings;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WritebackEvent;
import writeback.relay.protocol.message.Operations;

/** PowerShell and the cmdlets of Entra Connect. The scripts lie in a folder of their own: a running agent keeps its own. */
final class SyncServerLook implements Topic {

    private static final Duration EVENTS_OF = Duration.ofHours(1);

    private final ConnectSettings settings;
    private final Limits limits;
    private final Clock clock;

    SyncServerLook(ConnectSettings settings, Limits limits, Clock clock) {
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String title() {
        return "sync server";
    }

    @Override
    public void look(Sheet sheet) {
        name(sheet);
        if (limits.permissions().of(Operations.READ_CONNECT, false) == Permission.REFUSED) {
            sheet.notLookedAt("connect.powershell", "operations.read-connect is refused");
            return;
        }
        Path scripts;
        try {
            scripts = Files.createTempDirectory("writeback-check");
        } catch (IOException e) {
            sheet.problem("connect.powershell", "no temporary folder for the scripts: " + e, "make room for it");
            return;
        }
        try {
            ConnectServer server = new ConnectServer(settings, scripts);
            cmdlets(
                    sheet,
                    server.facts(clock.instant()),
                    server.events(clock.instant().minus(EVENTS_OF)));
        } catch (IOException e) {
            sheet.problem("connect.powershell", "the scripts cannot be written: " + e, "look at " + scripts);
        } finally {
            delete(scripts);
        }
    }

    /** The cmdlets speak of the machine on which they run, whatever name it is given here. */
    private void name(Sheet sheet) {
        String own;
        try {
            own = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            sheet.notLookedAt("connect.server", "this machine does not know its own name");
            return;
        }
        if (label(own).equalsIgnoreCase(label(settings.server()))) {
            sheet.ok("connect.server", settings.server() + " is this machine");
        } else {
            sheet.warning(
                    "connect.server",
                    "is " + settings.server() + ", and this machine is " + own,
                    "PowerShell runs here: name this machine, or run the relay on the sync server");
        }
    }

    private static String label(String name) {
        return name.split("\\.", 2)[0];
    }

    private static void cmdlets(Sheet sheet, ConnectFacts facts, Sighting<List<WritebackEvent>> events) {
        if (facts.version() instanceof Unseen<String> none && none.cause() == Cause.UNREACHABLE) {
            sheet.problem("connect.powershell", none.detail(), "name the command that starts PowerShell, word by word");
            sheet.notLookedAt("cmdlets", "PowerShell does not start");
            return;
        }
        cmdlet(sheet, "Get-ADSyncGlobalSettings", facts.version(), version -> "Entra Connect " + version);
        cmdlet(sheet, "Get-Service ADSync", facts.serviceRunning(), runs -> runs ? "it runs" : "it does not run");
        cmdlet(sheet, "Get-ADSyncScheduler", facts.scheduler(), cycle -> cycle.stagingMode() ? "staging" : "active");
        cmdlet(
                sheet,
                "Get-ADSyncAADPasswordResetConfiguration",
                facts.passwordWriteback(),
                on -> on ? "writeback is on" : "writeback is off");
        cmdlet(sheet, "Get-ADSyncADConnectorAccount", facts.connectorAccounts(), all -> String.join(", ", all));
        cmdlet(
                sheet,
                "Get-ADSyncConnector",
                facts.syncedContainers(),
                all -> counted(all.size(), "container is", "containers are") + " synchronised");
        cmdlet(sheet, "Get-WinEvent", events, all -> counted(all.size(), "event", "events") + " in the last hour");
    }

    private static String counted(int number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    private static <T> void cmdlet(Sheet sheet, String name, Sighting<T> sighting, Function<T, String> words) {
        if (sighting instanceof Unseen<T> unseen) {
            sheet.problem(
                    name,
                    unseen.detail(),
                    "run it in PowerShell as the relay's account: is it there, and may the account (ADSyncOperators,"
                            + " Event Log Readers)?");
        } else {
            sheet.ok(name, "answers: " + sighting.fold(words, none -> ""));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // The scripts hold no secret, and the system empties its temporary folder.
        }
    }
}
