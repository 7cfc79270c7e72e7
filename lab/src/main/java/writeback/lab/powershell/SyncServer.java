package writeback.lab.powershell;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.writeback.ApplicationEvent;
import writeback.lab.writeback.ApplicationLog;

/**
 * The sync server behind its cmdlets (Microsoft Learn, "ADSync PowerShell reference", "Microsoft Entra Connect Sync:
 * Scheduler", "AdSyncConfig"). Parameter names are compared without regard to case.
 */
public final class SyncServer {

    /** Name of the server; also that of the machine in its events. */
    public static final String NAME = "sync1.contoso.test";

    private static final String CLOUD_CONNECTOR = "contoso.onmicrosoft.com - AAD";

    /** The Entra connector's identifier is the same everywhere. */
    private static final String CLOUD_CONNECTOR_ID = "b891884f-051e-4a83-95af-2544101c9083";

    private static final String DOMAIN_CONNECTOR_ID = "5b7e0e1d-8a55-4b3e-9a2f-0c1d2e3f4a5b";

    private final Supplier<SyncServerState> state;
    private final ApplicationLog log;
    private final Clock clock;

    public SyncServer(Supplier<SyncServerState> state, ApplicationLog log, Clock clock) {
        this.state = state;
        this.log = log;
        this.clock = clock;
    }

    /** {@code connect.powershell} as it stands now. */
    String mode() {
        return state.get().powershell();
    }

    CmdletAnswer run(String cmdlet, Map<String, String> given) {
        Map<String, String> parameters = given.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        return switch (cmdlet.toLowerCase(Locale.ROOT)) {
            case "get-adsyncscheduler" -> one(scheduler());
            case "get-adsyncglobalsettings" -> one(row("Parameters", settings(null)));
            case "get-adsyncglobalsettingsparameter" -> new CmdletAnswer.Objects(settings(parameters.get("name")));
            case "get-adsyncconnector" -> connectors(parameters);
            case "get-adsyncaadpasswordresetconfiguration" -> passwordReset(parameters);
            case "get-adsyncadconnectoraccount" -> one(connectorAccount());
            case "get-adsyncconnectorrunstatus" -> new CmdletAnswer.Objects(List.of());
            case "get-service" -> service(parameters.get("name"));
            case "get-winevent" -> events(parameters);
            default ->
                new CmdletAnswer.Failure(
                        cmdlet + " : The term '" + cmdlet
                                + "' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                        "CommandNotFoundException",
                        true);
        };
    }

    private Map<String, @Nullable Object> scheduler() {
        SyncServerState now = state.get();
        Map<String, Object> half = PowerShellValue.timeSpan(Duration.ofMinutes(30));
        return row(
                "AllowedSyncCycleInterval",
                half,
                "CurrentlyEffectiveSyncCycleInterval",
                half,
                "CustomizedSyncCycleInterval",
                null,
                "NextSyncCyclePolicyType",
                "Delta",
                "NextSyncCycleStartTimeInUTC",
                PowerShellValue.dateTime(clock.instant().plus(Duration.ofMinutes(18))),
                "PurgeRunHistoryInterval",
                PowerShellValue.timeSpan(Duration.ofDays(7)),
                "SyncCycleEnabled",
                now.syncCycleEnabled(),
                "MaintenanceEnabled",
                now.maintenanceEnabled(),
                "StagingModeEnabled",
                now.staging(),
                "SchedulerSuspended",
                false,
                "SyncCycleInProgress",
                false);
    }

    private List<Map<String, @Nullable Object>> settings(@Nullable String name) {
        return Stream.of(
                        setting(
                                "Microsoft.Synchronize.ServerConfigurationVersion",
                                state.get().version()),
                        setting("Microsoft.Synchronize.StagingMode", state.get().staging() ? "True" : "False"),
                        setting("Microsoft.Synchronize.SynchronizationPolicy", "Delta"))
                .filter(one -> name == null || name.equalsIgnoreCase(String.valueOf(one.get("Name"))))
                .toList();
    }

    private static Map<String, @Nullable Object> setting(String name, String value) {
        return row("Name", name, "Description", "", "Value", value);
    }

    private CmdletAnswer connectors(Map<String, String> parameters) {
        List<Map<String, @Nullable Object>> all = List.of(
                row(
                        "Name",
                        CLOUD_CONNECTOR,
                        "Identifier",
                        CLOUD_CONNECTOR_ID,
                        "ConnectorTypeName",
                        "Extensible2",
                        "SubType",
                        "Windows Azure Active Directory (Microsoft)",
                        "Description",
                        "",
                        "Partitions",
                        List.of(partition("default", List.of()))),
                row(
                        "Name",
                        PracticeDomain.DOMAIN,
                        "Identifier",
                        DOMAIN_CONNECTOR_ID,
                        "ConnectorTypeName",
                        "AD",
                        "SubType",
                        "",
                        "Description",
                        "",
                        "Partitions",
                        List.of(partition(PracticeDomain.BASE, state.get().syncedContainers()))));
        String name = parameters.get("name");
        String id = parameters.get("identifier");
        List<Map<String, @Nullable Object>> found = all.stream()
                .filter(one -> name == null || name.equalsIgnoreCase(String.valueOf(one.get("Name"))))
                .filter(one -> id == null || id.equalsIgnoreCase(String.valueOf(one.get("Identifier"))))
                .toList();
        return found.isEmpty()
                ? new CmdletAnswer.Failure(
                        "Get-ADSyncConnector : The specified connector was not found.",
                        "ConnectorNotFound,Microsoft.IdentityManagement.PowerShell.Cmdlet.GetADSyncConnectorCmdlet",
                        false)
                : new CmdletAnswer.Objects(found);
    }

    /** As administrators' scripts for this cmdlet walk it; it has no reference page. */
    private static Map<String, @Nullable Object> partition(String dn, List<String> containers) {
        return row(
                "Identifier",
                UUID.nameUUIDFromBytes(dn.getBytes(StandardCharsets.UTF_8)).toString(),
                "DN",
                dn,
                "Name",
                dn.equals(PracticeDomain.BASE) ? PracticeDomain.DOMAIN : dn,
                "Selected",
                true,
                "ConnectorPartitionScope",
                row(
                        "ObjectClasses", List.of("user", "group", "contact", "inetOrgPerson"),
                        "ContainerInclusionList", containers,
                        "ContainerExclusionList", List.of()));
    }

    /** Only {@code Enabled} is known of this cmdlet's result. */
    private CmdletAnswer passwordReset(Map<String, String> parameters) {
        String connector = parameters.get("connector");
        if (connector == null) {
            return new CmdletAnswer.Failure(
                    "Get-ADSyncAADPasswordResetConfiguration : Cannot process command because of one or more missing"
                            + " mandatory parameters: Connector.",
                    "MissingMandatoryParameter",
                    true);
        }
        if (!connector.equalsIgnoreCase(CLOUD_CONNECTOR)) {
            return new CmdletAnswer.Failure(
                    "Get-ADSyncAADPasswordResetConfiguration : There is no connector named '" + connector + "'.",
                    "ConnectorNotFound",
                    true);
        }
        return one(row("Enabled", state.get().writeback()));
    }

    private static Map<String, @Nullable Object> connectorAccount() {
        return row(
                "ADConnectorName", PracticeDomain.DOMAIN,
                "ADConnectorForest", PracticeDomain.DOMAIN,
                "ADConnectorAccountName", PracticeDomain.CONNECTOR,
                "ADConnectorAccountDomain", PracticeDomain.DOMAIN);
    }

    private CmdletAnswer service(@Nullable String name) {
        if (name == null || !name.equalsIgnoreCase("ADSync")) {
            return new CmdletAnswer.Failure(
                    "Get-Service : Cannot find any service with service name '" + name + "'.",
                    "NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.GetServiceCommand",
                    false);
        }
        boolean running = state.get().serviceRunning();
        return one(row(
                "Name", "ADSync",
                "ServiceName", "ADSync",
                "DisplayName", "Microsoft Azure AD Sync",
                "Status", PowerShellValue.enumeration(running ? "Running" : "Stopped", running ? 4 : 1),
                "StartType", PowerShellValue.enumeration("Automatic", 2),
                "MachineName", "."));
    }

    private CmdletAnswer events(Map<String, String> parameters) {
        if (!"Application".equalsIgnoreCase(parameters.getOrDefault("logname", ""))) {
            return new CmdletAnswer.Failure(
                    "Get-WinEvent : There is not an event log on the localhost computer that matches \""
                            + parameters.get("logname") + "\".",
                    "NoMatchingLogsFound,Microsoft.PowerShell.Commands.GetWinEventCommand",
                    false);
        }
        List<ApplicationEvent> found = new ArrayList<>();
        try {
            String since = parameters.get("starttime");
            found.addAll(log.read(
                    texts(parameters.get("providername")),
                    texts(parameters.get("id")).stream().map(Integer::valueOf).collect(Collectors.toSet()),
                    since == null ? Instant.EPOCH : Instant.parse(since)));
            String most = parameters.get("maxevents");
            if (most != null && found.size() > Integer.parseInt(most)) {
                found.subList(Integer.parseInt(most), found.size()).clear();
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            return new CmdletAnswer.Failure(
                    "Get-WinEvent : The parameter is incorrect",
                    "System.Diagnostics.Eventing.Reader.EventLogException,Microsoft.PowerShell.Commands.GetWinEventCommand",
                    true);
        }
        if (found.isEmpty()) {
            return new CmdletAnswer.Failure(
                    "Get-WinEvent : No events were found that match the specified selection criteria.",
                    "NoMatchingEventsFound,Microsoft.PowerShell.Commands.GetWinEventCommand",
                    false);
        }
        return new CmdletAnswer.Objects(found.stream().map(SyncServer::event).toList());
    }

    private static Map<String, @Nullable Object> event(ApplicationEvent event) {
        String level =
                switch (event.level()) {
                    case 2 -> "Error";
                    case 3 -> "Warning";
                    default -> "Information";
                };
        return row(
                "TimeCreated", PowerShellValue.dateTime(event.timeCreated()),
                "Id", event.id(),
                "ProviderName", event.provider(),
                "LogName", "Application",
                "Level", event.level(),
                "LevelDisplayName", level,
                "RecordId", event.recordId(),
                "MachineName", NAME,
                "Message", event.message());
    }

    private static Set<String> texts(@Nullable String list) {
        Set<String> texts = new TreeSet<>();
        if (list != null) {
            Stream.of(list.split(",")).map(String::strip).forEach(texts::add);
        }
        return texts;
    }

    private static CmdletAnswer one(Map<String, @Nullable Object> object) {
        return new CmdletAnswer.Objects(List.of(object));
    }

    /** An object; names and values in turn. */
    private static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }
}
