package writeback.relay.entraconnect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import writeback.relay.entraconnect.CmdletJson.UnknownShapeException;
import writeback.relay.entraconnect.PowerShell.Output;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectFacts.Scheduler;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * The Entra Connect server, asked by its own cmdlets (ADSync PowerShell reference; Connect Sync: Scheduler). Thread-safe.
 */
public final class ConnectServer {

    /** Less than a look of the bot may take (20 s), so that one hanging cmdlet leaves the others in sight. */
    private static final Duration CMDLET_AT_MOST = Duration.ofSeconds(15);

    private static final int MESSAGE_AT_MOST = 2000;
    private static final String SERVICE = "ADSync";
    private static final int SERVICE_RUNNING = 4;
    private static final String VERSION = "Microsoft.Synchronize.ServerConfigurationVersion";

    /** The same for every tenant's Entra connector. */
    private static final String ENTRA_CONNECTOR = "b891884f-051e-4a83-95af-2544101c9083";

    private final PowerShell powerShell;
    private final String server;

    /**
     * Puts the scripts into a folder and is ready to run them.
     *
     * @throws IOException when the folder cannot be written
     */
    public ConnectServer(ConnectSettings settings, Path scriptFolder) throws IOException {
        this(settings, scriptFolder, CMDLET_AT_MOST);
    }

    ConnectServer(ConnectSettings settings, Path scriptFolder, Duration limit) throws IOException {
        this.powerShell = new PowerShell(settings.powershell(), new ScriptFolder(scriptFolder), limit);
        this.server = settings.server();
    }

    /** Reads everything, side by side; what a cmdlet does not tell is unseen. */
    public ConnectFacts facts(Instant readAt) {
        CompletableFuture<Sighting<String>> version = later(this::version);
        CompletableFuture<Sighting<Boolean>> service = later(this::serviceRunning);
        CompletableFuture<Sighting<Scheduler>> scheduler = later(this::scheduler);
        CompletableFuture<Sighting<Boolean>> writeback = later(this::passwordWriteback);
        CompletableFuture<Sighting<List<String>>> accounts = later(this::connectorAccounts);
        CompletableFuture<Sighting<List<String>>> containers =
                later(() -> look(Script.PARTITIONS, Map.of(), SyncedContainers::read));
        return new ConnectFacts(
                readAt,
                server,
                version.join(),
                service.join(),
                scheduler.join(),
                writeback.join(),
                accounts.join(),
                containers.join());
    }

    /**
     * The entries of sources PasswordResetService and ADSync since then, newest last, at most 200: the newest ones.
     */
    public Sighting<List<WritebackEvent>> events(Instant since) {
        return powerShell.run(Script.EVENTS, Map.of("Since", since.toString())).flatMap(output -> {
            if (output.out().isBlank() && !output.errors().isBlank()) {
                return output.errors().contains("NoMatchingEventsFound")
                                || output.errors().contains("No events were found")
                        ? Sighting.seen(List.of())
                        : Sighting.unseen(Cause.FAILED, PowerShell.firstLine(output.errors()));
            }
            return read(Script.EVENTS, output, ConnectServer::events);
        });
    }

    private static List<WritebackEvent> events(List<JsonNode> objects) throws UnknownShapeException {
        List<WritebackEvent> events = new ArrayList<>();
        for (JsonNode object : objects) {
            String message = object.path("Message").isNull() ? "" : CmdletJson.text(object, "Message");
            events.add(new WritebackEvent(
                    CmdletJson.number(object, "Id"),
                    CmdletJson.time(object, "TimeCreated"),
                    CmdletJson.text(object, "ProviderName"),
                    message.length() > MESSAGE_AT_MOST ? message.substring(0, MESSAGE_AT_MOST) : message));
        }
        Collections.reverse(events);
        return List.copyOf(events);
    }

    private Sighting<String> version() {
        return look(Script.GLOBAL_SETTINGS, Map.of(), objects -> {
            for (JsonNode object : objects) {
                if (VERSION.equals(CmdletJson.text(object, "Name"))) {
                    return CmdletJson.text(object, "Value");
                }
            }
            throw new UnknownShapeException("no " + VERSION);
        });
    }

    /** 5.1 and 7 write the status as its number; its name is taken as well. */
    private Sighting<Boolean> serviceRunning() {
        return look(Script.SERVICE, Map.of("Name", SERVICE), objects -> {
            JsonNode status = only(objects).path("Status");
            if (status.isString()) {
                return status.stringValue().equals("Running");
            }
            return CmdletJson.number(only(objects), "Status") == SERVICE_RUNNING;
        });
    }

    private Sighting<Scheduler> scheduler() {
        return look(
                Script.SCHEDULER,
                Map.of(),
                objects -> new Scheduler(
                        CmdletJson.flag(only(objects), "SyncCycleEnabled"),
                        CmdletJson.flag(only(objects), "StagingModeEnabled"),
                        CmdletJson.flag(only(objects), "SchedulerSuspended"),
                        CmdletJson.flag(only(objects), "MaintenanceEnabled")));
    }

    private Sighting<Boolean> passwordWriteback() {
        return look(Script.CONNECTOR, Map.of(), ConnectServer::entraConnector)
                .flatMap(connector -> look(
                        Script.PASSWORD_RESET,
                        Map.of("Connector", connector),
                        objects -> CmdletJson.flag(only(objects), "Enabled")));
    }

    private static String entraConnector(List<JsonNode> objects) throws UnknownShapeException {
        for (JsonNode object : objects) {
            if (ENTRA_CONNECTOR.equalsIgnoreCase(CmdletJson.text(object, "Identifier"))) {
                return CmdletJson.text(object, "Name");
            }
        }
        throw new UnknownShapeException("no connector to Entra ID");
    }

    private Sighting<List<String>> connectorAccounts() {
        return look(Script.CONNECTOR_ACCOUNT, Map.of("Module", permissionsModule()), objects -> {
            List<String> accounts = new ArrayList<>();
            for (JsonNode object : objects) {
                accounts.add(CmdletJson.text(object, "ADConnectorAccountDomain") + "\\"
                        + CmdletJson.text(object, "ADConnectorAccountName"));
            }
            return List.copyOf(accounts);
        });
    }

    /** Where Entra Connect installs its module for permissions (AdSyncConfig reference). */
    private static String permissionsModule() {
        String programs = System.getenv("ProgramFiles");
        return (programs == null ? "C:\\Program Files" : programs)
                + "\\Microsoft Azure Active Directory Connect\\AdSyncConfig\\AdSyncConfig.psm1";
    }

    private static JsonNode only(List<JsonNode> objects) throws UnknownShapeException {
        if (objects.size() != 1) {
            throw new UnknownShapeException(objects.size() + " objects");
        }
        return objects.get(0);
    }

    private <T> Sighting<T> look(Script script, Map<String, String> parameters, Shape<T> shape) {
        return powerShell.run(script, parameters).flatMap(output -> read(script, output, shape));
    }

    private static <T> Sighting<T> read(Script script, Output output, Shape<T> shape) {
        try {
            return Sighting.seen(shape.read(CmdletJson.objects(output.out())));
        } catch (UnknownShapeException e) {
            return Sighting.unseen(Cause.MALFORMED, script.cmdlet() + ": " + e.getMessage());
        }
    }

    private static <T> CompletableFuture<T> later(Supplier<T> look) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(look.get());
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "connect-look");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** How a cmdlet's objects are understood. */
    private interface Shape<T> {
        T read(List<JsonNode> objects) throws UnknownShapeException;
    }
}
