package writeback.bot.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * A snapshot in words. Starts from an organisation in which everything is done; a test bends one thing and looks. Evidence
 * rests on what the look sees, unless it says otherwise.
 */
final class Sightings {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
    static final String DOMAIN = "contoso.test";
    static final UUID DEFAULT_POLICY = UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9");
    static final UUID OTHER_POLICY = UUID.fromString("11111111-2222-3333-4444-555555555555");

    static final String CONNECTOR = "CONTOSO\\MSOL_1";
    static final String CONNECTOR_SID = "S-1-5-21-1-2-3-1103";
    static final String ROOT = "ab".repeat(32);
    static final String RESET_ENTRY = "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;"
            + "bf967aba-0de6-11d0-a285-00aa003049e2;" + CONNECTOR_SID + ")";
    static final String UNEXPIRE_ENTRY = "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;" + CONNECTOR_SID + ")";

    Instant now = NOW;

    @Nullable
    String viewer = "adele@contoso.test";

    Sighting<TenantFacts.Synchronisation> synchronisation =
            Sighting.seen(new TenantFacts.Synchronisation(true, NOW.minus(Duration.ofMinutes(20))));
    Sighting<TenantFacts.Licences> licences = Sighting.seen(new TenantFacts.Licences("AAD_PREMIUM"));
    Sighting<List<String>> roles = Sighting.seen(List.of(EntraRoles.HYBRID_IDENTITY_ADMINISTRATOR));
    Sighting<TenantFacts.NewestAudit> audit = audit(true, NOW.minus(Duration.ofDays(3)));
    Sighting<TenantFacts.ResetReports> reports = Sighting.seen(new TenantFacts.ResetReports(50, 50, 12, 12));

    Sighting<DomainController> controller =
            Sighting.seen(new DomainController("dc1.contoso.test", true, Sighting.seen(Duration.ofSeconds(2))));
    Sighting<Long> accounts = Sighting.seen(50L);
    Sighting<DomainHead> head = head(Duration.ZERO);
    Sighting<List<LinkedGpo>> links = Sighting.seen(List.of(defaultPolicy(0)));
    Sighting<List<PasswordSettings>> settings = Sighting.seen(List.of());
    Sighting<GpoChangeAccess> access =
            Sighting.seen(new GpoChangeAccess("CONTOSO\\wb-change", DEFAULT_POLICY, true, true));

    Sighting<String> version = Sighting.seen("2.6.91.0");
    Sighting<Boolean> service = Sighting.seen(true);
    Sighting<ConnectFacts.Scheduler> scheduler = scheduler(true, false, false, true);
    Sighting<Boolean> writeback = Sighting.seen(true);
    Sighting<List<String>> connectors = Sighting.seen(List.of("CONTOSO\\MSOL_1"));

    ConnectorFacts.FoundBy foundBy = ConnectorFacts.FoundBy.SYNC_SERVER;
    boolean connectorEnabled = true;
    Sighting<ConnectorFacts.Expiry> expiry = Sighting.seen(new ConnectorFacts.Expiry(null));
    Sighting<List<String>> privileged = Sighting.seen(List.of());
    Sighting<ConnectorFacts.Sample> sample = sample(5, 5, 0);
    Sighting<List<String>> missing = Sighting.seen(List.of());
    Sighting<List<Replica>> replicas = Sighting.seen(List.of());
    Sighting<List<ForestDomain>> domains = Sighting.seen(List.of(new ForestDomain(DOMAIN, true)));
    List<Snapshot.OtherDomain> others = List.of();

    @Nullable
    Sighting<DirectoryFacts> directory;

    @Nullable
    Sighting<ConnectorFacts> connector;

    @Nullable
    Sighting<ConnectFacts> connect;

    Sighting<List<WritebackEvent>> events = Sighting.seen(
            List.of(event(31001, NOW.minus(Duration.ofHours(2))), event(31002, NOW.minus(Duration.ofHours(2)))));

    final List<Function<Snapshot, Evidence>> evidence = new ArrayList<>();
    final List<Acceptance> acceptances = new ArrayList<>();

    private Sightings() {}

    static Sightings allDone() {
        return new Sightings()
                .evidence(Claim.INTEGRATION, Evidence.Result.STATED, daysAgo(2), Map.of("by", "Adele"))
                .evidence(
                        Claim.POLICY,
                        Evidence.Result.PROVEN,
                        daysAgo(1),
                        Map.of("domainController", "dc1.contoso.test", "account", "CN=Pilot"))
                .evidence(
                        Claim.CHANNEL,
                        Evidence.Result.PROVEN,
                        daysAgo(1),
                        Map.of("server", "sync1", "account", "CN=Pilot"));
    }

    /** Evidence that rests on what this look sees. */
    Sightings evidence(Claim claim, Evidence.Result result, Instant at, Map<String, String> details) {
        evidence.add(seen -> new Evidence(claim, result, at, DOMAIN, details, Fingerprint.of(claim, seen)));
        return this;
    }

    /** Evidence that rests on what another look saw. */
    Sightings restingOn(Snapshot then) {
        List<Evidence> kept = then.evidence();
        evidence.clear();
        kept.forEach(one -> evidence.add(seen -> one));
        return this;
    }

    Sightings without(Claim claim) {
        evidence.removeIf(one -> one.apply(bare()).claim() == claim);
        return this;
    }

    Snapshot look() {
        Snapshot bare = bare();
        return new Snapshot(
                now,
                TENANT,
                "main",
                viewer,
                bare.cloud(),
                bare.directory(),
                bare.connect(),
                bare.connector(),
                others,
                events,
                evidence.stream().map(one -> one.apply(bare)).toList(),
                acceptances);
    }

    Assessment assess() {
        return Runbook.assess(look());
    }

    private Snapshot bare() {
        return new Snapshot(
                now,
                TENANT,
                "main",
                viewer,
                new TenantFacts(synchronisation, licences, roles, audit, reports),
                directory != null
                        ? directory
                        : Sighting.seen(new DirectoryFacts(
                                now,
                                controller,
                                accounts,
                                head,
                                links,
                                settings,
                                Sighting.seen(true),
                                access,
                                replicas,
                                domains)),
                connect != null
                        ? connect
                        : Sighting.seen(new ConnectFacts(
                                now,
                                "sync1",
                                version,
                                service,
                                scheduler,
                                writeback,
                                connectors,
                                Sighting.seen(List.of("DC=contoso,DC=test")))),
                connector != null
                        ? connector
                        : Sighting.seen(new ConnectorFacts(
                                now,
                                "dc1.contoso.test",
                                DOMAIN,
                                foundBy,
                                CONNECTOR,
                                "CN=MSOL_1,CN=Users,DC=contoso,DC=test",
                                CONNECTOR_SID,
                                connectorEnabled,
                                expiry,
                                privileged,
                                sample,
                                missing,
                                Sighting.seen(ROOT))),
                others,
                events,
                List.of(),
                List.of());
    }

    static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    static Sighting<TenantFacts.NewestAudit> audit(boolean enabled, Instant at) {
        return Sighting.seen(new TenantFacts.NewestAudit(new TenantFacts.WritebackAudit(enabled, at)));
    }

    static Sighting<TenantFacts.NewestAudit> noAudit() {
        return Sighting.seen(new TenantFacts.NewestAudit(null));
    }

    static Sighting<DomainHead> head(Duration minimumAge) {
        return Sighting.seen(new DomainHead(DOMAIN, "DC=contoso,DC=test", minimumAge, 24));
    }

    static Sighting<ConnectFacts.Scheduler> scheduler(
            boolean cycle, boolean staging, boolean suspended, boolean maintenance) {
        return Sighting.seen(new ConnectFacts.Scheduler(cycle, staging, suspended, maintenance));
    }

    static LinkedGpo defaultPolicy(@Nullable Integer days) {
        return gpo(DEFAULT_POLICY, "Default Domain Policy", 1, contents(days));
    }

    static LinkedGpo gpo(UUID id, String name, int order, Sighting<GpoContents> contents) {
        return new LinkedGpo(id, name, order, false, true, contents);
    }

    static Sighting<GpoContents> contents(@Nullable Integer days) {
        return Sighting.seen(new GpoContents(true, 3, 3, true, days));
    }

    static PasswordSettings pso(String name, Duration age, int precedence, String... binds) {
        return new PasswordSettings(
                name,
                "CN=" + name + ",CN=Password Settings Container,CN=System,DC=contoso,DC=test",
                age,
                precedence,
                List.of(binds),
                Sighting.seen((long) binds.length));
    }

    static Sighting<ConnectorFacts.Sample> sample(int looked, int granted, int cannotTell) {
        return Sighting.seen(new ConnectorFacts.Sample(looked, granted, cannotTell));
    }

    static Replica replica(String host, Duration age) {
        return new Replica(host, false, Sighting.seen(age), Sighting.seen(3));
    }

    static Replica silent(String host) {
        return new Replica(
                host,
                false,
                Sighting.unseen(Cause.UNREACHABLE, "no route"),
                Sighting.unseen(Cause.UNREACHABLE, "no route"));
    }

    static WritebackEvent event(int id, Instant at) {
        return new WritebackEvent(id, at, "PasswordResetService", "a message");
    }
}
