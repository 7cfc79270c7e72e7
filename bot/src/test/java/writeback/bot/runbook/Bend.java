package writeback.bot.runbook;

import static writeback.bot.runbook.FindingCode.AGE_DOMAIN;
import static writeback.bot.runbook.FindingCode.AGE_GPO;
import static writeback.bot.runbook.FindingCode.AGE_PSO;
import static writeback.bot.runbook.FindingCode.AGE_REPLICAS;
import static writeback.bot.runbook.FindingCode.CONNECTOR_ACCOUNT;
import static writeback.bot.runbook.FindingCode.CONNECTOR_PRIVILEGED;
import static writeback.bot.runbook.FindingCode.CONNECTOR_RIGHTS;
import static writeback.bot.runbook.FindingCode.CONNECT_SCHEDULER;
import static writeback.bot.runbook.FindingCode.CONNECT_SERVICE;
import static writeback.bot.runbook.FindingCode.CONNECT_STAGING;
import static writeback.bot.runbook.FindingCode.CONNECT_VERSION;
import static writeback.bot.runbook.FindingCode.CONNECT_WRITEBACK;
import static writeback.bot.runbook.FindingCode.DIRECTORY_ACCOUNTS;
import static writeback.bot.runbook.FindingCode.DIRECTORY_ANSWERS;
import static writeback.bot.runbook.FindingCode.FOREST_DOMAINS;
import static writeback.bot.runbook.FindingCode.INTEGRATION_OPTIONS;
import static writeback.bot.runbook.FindingCode.LICENCE_P1;
import static writeback.bot.runbook.FindingCode.PROOF_CHANNEL;
import static writeback.bot.runbook.FindingCode.PROOF_POLICY;
import static writeback.bot.runbook.FindingCode.PROOF_SELF_SERVICE;
import static writeback.bot.runbook.FindingCode.RIGHTS_CHANGE;
import static writeback.bot.runbook.FindingCode.ROLE_ENTRA;
import static writeback.bot.runbook.FindingCode.SIGNIN_SESSION;
import static writeback.bot.runbook.FindingCode.SSPR_REGISTERED;
import static writeback.bot.runbook.FindingCode.SSPR_SCOPE;
import static writeback.bot.runbook.FindingCode.SYNC_ENABLED;
import static writeback.bot.runbook.FindingCode.SYNC_RECENT;
import static writeback.bot.runbook.Sightings.daysAgo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;

/**
 * One thing bent in an organisation in which everything is done, and what its finding must come to.
 *
 * @param outcome as the list of findings spells it, such as {@code toDo.days}
 * @param alsoMoves other findings that follow from the same fact
 */
record Bend(
        FindingCode code,
        String outcome,
        Map<String, Object> args,
        Set<FindingCode> alsoMoves,
        Consumer<Sightings> bend) {

    static final List<Bend> ALL = List.of(
            bend(DIRECTORY_ANSWERS, "done.answered", Map.of("domainController", "dc1.contoso.test"), it -> {}),
            bend(
                    DIRECTORY_ANSWERS,
                    "toDo.clockAhead",
                    Map.of("domainController", "dc1.contoso.test", "minutes", 61L),
                    it -> it.controller = Sighting.seen(
                            new DomainController("dc1.contoso.test", true, Sighting.seen(Duration.ofMinutes(61))))),
            bend(
                    DIRECTORY_ANSWERS,
                    "toDo.clockBehind",
                    Map.of("domainController", "dc1.contoso.test", "minutes", 5L),
                    it -> it.controller = Sighting.seen(
                            new DomainController("dc1.contoso.test", true, Sighting.seen(Duration.ofMinutes(-5))))),
            bend(
                    DIRECTORY_ANSWERS,
                    "blocked.silent",
                    Map.of("detail", "connection refused"),
                    it -> it.controller = Sighting.unseen(Cause.UNREACHABLE, "connection refused")),
            bend(DIRECTORY_ACCOUNTS, "done.some", Map.of("count", 50L), it -> {}),
            bend(DIRECTORY_ACCOUNTS, "blocked.none", Map.of(), it -> it.accounts = Sighting.seen(0L)),
            bend(FOREST_DOMAINS, "done.served", Map.of("names", "contoso.test", "count", 1L), it -> {}),
            bend(
                    FOREST_DOMAINS,
                    "unknown.notServed",
                    Map.of("names", "child.contoso.test, fabrikam.test", "count", 2L),
                    it -> it.domains = Sighting.seen(List.of(
                            new ForestDomain("contoso.test", true),
                            new ForestDomain("child.contoso.test", false),
                            new ForestDomain("fabrikam.test", false)))),
            bend(SYNC_ENABLED, "done.on", Map.of(), it -> {}),
            bend(SYNC_ENABLED, "blocked.off", Map.of(), it -> sync(it, false)),
            bend(SYNC_ENABLED, "blocked.never", Map.of(), it -> sync(it, null)),
            bend(SYNC_RECENT, "done.recent", Map.of("at", Sightings.NOW.minus(Duration.ofMinutes(20))), it -> {}),
            bend(
                    SYNC_RECENT,
                    "blocked.late",
                    Map.of("at", daysAgo(1), "hours", 24L),
                    it -> it.synchronisation = Sighting.seen(new TenantFacts.Synchronisation(true, daysAgo(1)))),
            bend(
                    SYNC_RECENT,
                    "blocked.never",
                    Map.of(),
                    it -> it.synchronisation = Sighting.seen(new TenantFacts.Synchronisation(true, null))),
            bend(CONNECT_VERSION, "done.supported", Map.of("version", "2.6.91.0"), it -> {}),
            bend(
                    CONNECT_VERSION,
                    "toDo.endOfSupport",
                    Map.of("version", "2.5.79.0", "date", "2026-10-23"),
                    it -> it.version = Sighting.seen("2.5.79.0")),
            bend(
                    CONNECT_VERSION,
                    "blocked.tooOld",
                    Map.of("version", "2.4.18.0", "floor", "2.5.79.0"),
                    it -> it.version = Sighting.seen("2.4.18.0")),
            bend(
                    CONNECT_VERSION,
                    "blocked.recalled",
                    Map.of("version", "2.6.79.0"),
                    it -> it.version = Sighting.seen("2.6.79.0")),
            new Bend(
                    CONNECT_VERSION,
                    "unknown.notListed",
                    Map.of("version", "2.6.92.0", "date", "2026-10-01"),
                    // whatever else was seen ages too
                    Set.of(FindingCode.values()),
                    it -> {
                        it.version = Sighting.seen("2.6.92.0");
                        it.now = Instant.parse("2027-10-01T00:00:00Z");
                    }),
            bend(CONNECT_SERVICE, "done.running", Map.of("server", "sync1"), it -> {}),
            bend(
                    CONNECT_SERVICE,
                    "blocked.stopped",
                    Map.of("server", "sync1"),
                    it -> it.service = Sighting.seen(false)),
            bend(CONNECT_STAGING, "done.active", Map.of("server", "sync1"), it -> {}),
            bend(
                    CONNECT_STAGING,
                    "blocked.staging",
                    Map.of("server", "sync1"),
                    it -> it.scheduler = Sightings.scheduler(true, true, false, true)),
            bend(CONNECT_SCHEDULER, "done.on", Map.of(), it -> {}),
            bend(
                    CONNECT_SCHEDULER,
                    "blocked.off",
                    Map.of(),
                    it -> it.scheduler = Sightings.scheduler(false, false, false, true)),
            bend(
                    CONNECT_SCHEDULER,
                    "blocked.suspended",
                    Map.of(),
                    it -> it.scheduler = Sightings.scheduler(true, false, true, true)),
            bend(
                    CONNECT_SCHEDULER,
                    "blocked.maintenanceOff",
                    Map.of(),
                    it -> it.scheduler = Sightings.scheduler(true, false, false, false)),
            bend(LICENCE_P1, "done.present", Map.of("plan", "AAD_PREMIUM"), it -> {}),
            bend(
                    LICENCE_P1,
                    "blocked.absent",
                    Map.of(),
                    it -> it.licences = Sighting.seen(new TenantFacts.Licences(null))),
            bend(ROLE_ENTRA, "done.active", Map.of("role", EntraRoles.HYBRID_IDENTITY_ADMINISTRATOR), it -> {}),
            bend(
                    ROLE_ENTRA,
                    "done.active",
                    Map.of("role", EntraRoles.GLOBAL_ADMINISTRATOR),
                    it -> it.roles = Sighting.seen(List.of("another", EntraRoles.GLOBAL_ADMINISTRATOR))),
            bend(ROLE_ENTRA, "blocked.none", Map.of(), it -> it.roles = Sighting.seen(List.of("another"))),
            bend(
                    RIGHTS_CHANGE,
                    "done.writable",
                    Map.of("account", "CONTOSO\\wb-change", "gpo", "Default Domain Policy"),
                    it -> {}),
            bend(
                    RIGHTS_CHANGE,
                    "byHand.denied",
                    Map.of("account", "CONTOSO\\wb-change", "gpo", "Default Domain Policy"),
                    it -> access(it, Sightings.DEFAULT_POLICY, true, false)),
            bend(
                    RIGHTS_CHANGE,
                    "byHand.denied",
                    Map.of("account", "CONTOSO\\wb-change", "gpo", Sightings.OTHER_POLICY.toString()),
                    it -> access(it, Sightings.OTHER_POLICY, false, true)),
            bend(CONNECT_WRITEBACK, "done.on", Map.of("server", "sync1"), it -> {}),
            bend(CONNECT_WRITEBACK, "toDo.off", Map.of("server", "sync1"), it -> it.writeback = Sighting.seen(false)),
            bend(CONNECTOR_ACCOUNT, "done.found", Map.of("account", Sightings.CONNECTOR), it -> {}),
            bend(
                    CONNECTOR_ACCOUNT,
                    "done.found",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.expiry = expires(Sightings.NOW.plus(Duration.ofDays(31)))),
            bend(
                    CONNECTOR_ACCOUNT,
                    "done.configured",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.foundBy = ConnectorFacts.FoundBy.CONFIGURATION),
            bend(
                    CONNECTOR_ACCOUNT,
                    "done.recognised",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.foundBy = ConnectorFacts.FoundBy.DIRECTORY),
            bend(
                    CONNECTOR_ACCOUNT,
                    "blocked.disabled",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.connectorEnabled = false),
            bend(
                    CONNECTOR_ACCOUNT,
                    "blocked.expired",
                    Map.of("account", Sightings.CONNECTOR, "at", daysAgo(1)),
                    it -> it.expiry = expires(daysAgo(1))),
            bend(
                    CONNECTOR_ACCOUNT,
                    "byHand.expiring",
                    Map.of("account", Sightings.CONNECTOR, "at", Sightings.NOW.plus(Duration.ofDays(30))),
                    it -> it.expiry = expires(Sightings.NOW.plus(Duration.ofDays(30)))),
            bend(CONNECTOR_PRIVILEGED, "done.ordinary", Map.of("account", Sightings.CONNECTOR), it -> {}),
            bend(
                    CONNECTOR_PRIVILEGED,
                    "byHand.privileged",
                    Map.of("account", Sightings.CONNECTOR, "groups", "Administrators, Domain Admins"),
                    it -> it.privileged = Sighting.seen(List.of("Administrators", "Domain Admins"))),
            bend(CONNECTOR_RIGHTS, "done.granted", Map.of("account", Sightings.CONNECTOR, "count", 5L), it -> {}),
            bend(
                    CONNECTOR_RIGHTS,
                    "done.granted",
                    Map.of("count", 5L),
                    it -> it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY))),
            bend(CONNECTOR_RIGHTS, "toDo.missing", Map.of("account", Sightings.CONNECTOR, "count", 1L), it -> {
                it.sample = Sightings.sample(5, 2, 1);
                it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY));
            }),
            bend(CONNECTOR_RIGHTS, "toDo.missing", Map.of("count", 2L), it -> {
                it.sample = Sightings.sample(0, 0, 0);
                it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY, Sightings.UNEXPIRE_ENTRY));
            }),
            bend(
                    CONNECTOR_RIGHTS,
                    "toDo.forcesChange",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.missing = Sighting.seen(List.of(Sightings.UNEXPIRE_ENTRY))),
            bend(CONNECTOR_RIGHTS, "toDo.missing", Map.of("count", 1L), it -> {
                it.sample = Sightings.sample(5, 0, 5);
                it.missing = Sighting.seen(List.of(Sightings.RESET_ENTRY));
            }),
            bend(
                    CONNECTOR_RIGHTS,
                    "done.most",
                    Map.of("account", Sightings.CONNECTOR, "count", 3L, "total", 5L),
                    it -> it.sample = Sightings.sample(5, 3, 1)),
            bend(
                    CONNECTOR_RIGHTS,
                    "byHand.withheld",
                    Map.of("account", Sightings.CONNECTOR, "count", 4L, "total", 5L),
                    it -> it.sample = Sightings.sample(5, 0, 1)),
            bend(
                    CONNECTOR_RIGHTS,
                    "unknown.cannotTell",
                    Map.of("account", Sightings.CONNECTOR, "count", 5L),
                    it -> it.sample = Sightings.sample(5, 0, 5)),
            bend(
                    CONNECTOR_RIGHTS,
                    "done.most",
                    Map.of("account", Sightings.CONNECTOR, "count", 2L, "total", 5L),
                    it -> it.sample = Sightings.sample(5, 2, 2)),
            bend(
                    CONNECTOR_RIGHTS,
                    "unknown.cannotTellMost",
                    Map.of("account", Sightings.CONNECTOR, "count", 4L, "total", 5L),
                    it -> it.sample = Sightings.sample(5, 1, 4)),
            bend(
                    CONNECTOR_RIGHTS,
                    "unknown.nobody",
                    Map.of("account", Sightings.CONNECTOR),
                    it -> it.sample = Sightings.sample(0, 0, 0)),
            bend(SIGNIN_SESSION, "done.signedIn", Map.of("account", "adele@contoso.test"), it -> {}),
            bend(SIGNIN_SESSION, "toDo.signedOut", Map.of(), it -> it.viewer = null),
            bend(INTEGRATION_OPTIONS, "done.recorded", Map.of("at", daysAgo(3)), it -> {}),
            bend(
                    INTEGRATION_OPTIONS,
                    "done.stated",
                    Map.of("by", "Adele", "at", daysAgo(2)),
                    it -> it.audit = Sightings.noAudit()),
            bend(
                    INTEGRATION_OPTIONS,
                    "done.stated",
                    Map.of("by", "Adele", "at", daysAgo(2)),
                    it -> it.audit = Sightings.audit(false, daysAgo(3))),
            bend(INTEGRATION_OPTIONS, "byHand.notConfirmed", Map.of(), it -> it.without(Claim.INTEGRATION)),
            bend(
                    INTEGRATION_OPTIONS,
                    "byHand.notConfirmed",
                    Map.of(),
                    it -> it.without(Claim.INTEGRATION).audit = Sightings.noAudit()),
            bend(
                    INTEGRATION_OPTIONS,
                    "toDo.disabled",
                    Map.of("at", daysAgo(1)),
                    it -> it.audit = Sightings.audit(false, daysAgo(1))),
            bend(
                    INTEGRATION_OPTIONS,
                    "toDo.disabled",
                    Map.of("at", daysAgo(1)),
                    it -> it.without(Claim.INTEGRATION).audit = Sightings.audit(false, daysAgo(1))),
            bend(SSPR_SCOPE, "done.all", Map.of("enabled", 50L), it -> {}),
            bend(SSPR_SCOPE, "done.some", Map.of("enabled", 3L, "total", 50L), it -> reports(it, 3, 12)),
            bend(SSPR_SCOPE, "byHand.none", Map.of(), it -> reports(it, 0, 12)),
            bend(SSPR_SCOPE, "done.stated", Map.of("by", "Adele", "at", daysAgo(1)), it -> {
                reports(it, 0, 12);
                it.evidence(Claim.SCOPE, Evidence.Result.STATED, daysAgo(1), Map.of("by", "Adele"));
            }),
            bend(SSPR_REGISTERED, "done.some", Map.of("registered", 12L, "total", 50L), it -> {}),
            bend(SSPR_REGISTERED, "byHand.none", Map.of(), it -> reports(it, 50, 0)),
            bend(AGE_DOMAIN, "done.zero", Map.of("domain", "contoso.test"), it -> {}),
            new Bend(AGE_DOMAIN, "toDo.days", Map.of("domain", "contoso.test", "days", 1L), Set.of(AGE_GPO), it -> {
                it.head = Sightings.head(Duration.ofDays(1));
                it.links = Sighting.seen(List.of(Sightings.defaultPolicy(1)));
            }),
            bend(
                    AGE_DOMAIN,
                    "toDo.pending",
                    Map.of("domain", "contoso.test", "gpo", "Default Domain Policy", "days", 1L),
                    it -> it.head = Sightings.head(Duration.ofHours(12))),
            new Bend(
                    AGE_DOMAIN,
                    "toDo.takenBack",
                    Map.of("domain", "contoso.test", "gpo", "Default Domain Policy", "days", 2L),
                    Set.of(AGE_GPO),
                    it -> it.links = Sighting.seen(List.of(Sightings.defaultPolicy(2)))),
            bend(AGE_GPO, "done.zero", Map.of("gpo", "Default Domain Policy", "because", ""), it -> {}),
            bend(
                    AGE_GPO,
                    "done.zero",
                    Map.of("because", "order", "others", "Other, Unreadable", "order", 1),
                    it -> it.links = Sighting.seen(List.of(
                            Sightings.defaultPolicy(0),
                            Sightings.gpo(Sightings.OTHER_POLICY, "Other", 2, Sightings.contents(1)),
                            Sightings.gpo(new UUID(1, 1), "Unreadable", 3, Sighting.unseen(Cause.DENIED, ""))))),
            bend(
                    AGE_GPO,
                    "done.zero",
                    Map.of("gpo", "Enforced", "because", "enforced", "others", "Default Domain Policy"),
                    it -> it.links = Sighting.seen(List.of(
                            Sightings.defaultPolicy(1),
                            new LinkedGpo(Sightings.OTHER_POLICY, "Enforced", 2, true, true, Sightings.contents(0))))),
            bend(
                    AGE_GPO,
                    "done.zero",
                    Map.of("because", "only", "others", ""),
                    it -> it.links = Sighting.seen(List.of(
                            Sightings.gpo(Sightings.OTHER_POLICY, "Other", 1, Sightings.contents(null)),
                            Sightings.defaultPolicy(0)))),
            bend(
                    AGE_GPO,
                    "done.undefined",
                    Map.of(),
                    it -> it.links = Sighting.seen(List.of(Sightings.defaultPolicy(null)))),
            new Bend(
                    AGE_GPO,
                    "toDo.days",
                    Map.of("gpo", "Default Domain Policy", "days", 1),
                    Set.of(AGE_DOMAIN),
                    it -> it.links = Sighting.seen(List.of(Sightings.defaultPolicy(1)))),
            new Bend(AGE_GPO, "byHand.undefined", Map.of("gpo", "Default Domain Policy"), Set.of(AGE_DOMAIN), it -> {
                it.head = Sightings.head(Duration.ofDays(1));
                it.links = Sighting.seen(List.of(Sightings.defaultPolicy(null)));
            }),
            bend(
                    AGE_GPO,
                    "unknown.versionsDiffer",
                    Map.of("gpo", "Default Domain Policy"),
                    it -> it.links = Sighting.seen(List.of(Sightings.gpo(
                            Sightings.DEFAULT_POLICY,
                            "Default Domain Policy",
                            1,
                            Sighting.seen(new GpoContents(true, 4, 3, true, 0)))))),
            bend(AGE_PSO, "done.none", Map.of(), it -> {}),
            bend(
                    AGE_PSO,
                    "done.none",
                    Map.of(),
                    it -> it.settings = Sighting.seen(List.of(
                            Sightings.pso("binds nobody", Duration.ofDays(1), 1),
                            Sightings.pso("zero", Duration.ZERO, 2, "CN=Staff")))),
            bend(
                    AGE_PSO,
                    "done.none",
                    Map.of(),
                    it -> it.settings = Sighting.seen(
                            List.of(counted("beaten everywhere", Duration.ofDays(1), Sighting.seen(0L))))),
            bend(
                    AGE_PSO,
                    "toDo.binding",
                    Map.of("names", "first (1), second (2)", "count", 2L, "days", 2L, "users", 3L),
                    it -> it.settings = Sighting.seen(List.of(
                            Sightings.pso("second", Duration.ofHours(36), 20, "CN=Staff", "CN=Leads"),
                            Sightings.pso("first", Duration.ofDays(1), 10, "CN=Staff")))),
            bend(
                    AGE_PSO,
                    "toDo.uncounted",
                    Map.of("names", "hidden (?)", "count", 1L, "days", 1L),
                    it -> it.settings = Sighting.seen(List.of(
                            counted("hidden", Duration.ofDays(1), Sighting.unseen(Cause.TIMEOUT, "too many"))))),
            bend(AGE_REPLICAS, "done.alone", Map.of(), it -> {}),
            bend(
                    AGE_REPLICAS,
                    "done.same",
                    Map.of("count", 2L),
                    it -> it.replicas = Sighting.seen(
                            List.of(Sightings.replica("dc2", Duration.ZERO), Sightings.replica("dc3", Duration.ZERO)))),
            bend(
                    AGE_REPLICAS,
                    "toDo.behind",
                    Map.of("behind", "dc2, dc4"),
                    it -> it.replicas = Sighting.seen(List.of(
                            new Replica("dc4", true, Sighting.seen(Duration.ZERO), Sighting.seen(2)),
                            Sightings.replica("dc2", Duration.ofDays(1)),
                            Sightings.replica("dc3", Duration.ZERO)))),
            bend(
                    AGE_REPLICAS,
                    "toDo.behindAndSilent",
                    Map.of("behind", "dc2", "silent", "dc3"),
                    it -> it.replicas = Sighting.seen(
                            List.of(Sightings.replica("dc2", Duration.ofDays(1)), Sightings.silent("dc3")))),
            bend(
                    AGE_REPLICAS,
                    "unknown.silent",
                    Map.of("silent", "dc2, dc3"),
                    it -> it.replicas = Sighting.seen(List.of(
                            Sightings.silent("dc3"),
                            new Replica(
                                    "dc2", false, Sighting.seen(Duration.ZERO), Sighting.unseen(Cause.TIMEOUT, ""))))),
            bend(
                    PROOF_POLICY,
                    "done.proven",
                    Map.of("domainController", "dc1.contoso.test", "at", daysAgo(1), "account", "CN=Pilot"),
                    it -> {}),
            bend(PROOF_POLICY, "toDo.notProven", Map.of(), it -> it.without(Claim.POLICY)),
            bend(PROOF_POLICY, "toDo.aged", Map.of("at", daysAgo(31)), it -> it.without(Claim.POLICY)
                    .evidence(Claim.POLICY, Evidence.Result.PROVEN, daysAgo(31), Map.of())),
            bend(
                    PROOF_POLICY,
                    "toDo.refused",
                    Map.of("code", "0000052D", "at", Sightings.NOW, "domainController", "dc1.contoso.test"),
                    it -> it.evidence(
                            Claim.POLICY,
                            Evidence.Result.REFUTED,
                            Sightings.NOW,
                            Map.of("code", "0000052D", "domainController", "dc1.contoso.test"))),
            bend(
                    PROOF_POLICY,
                    "toDo.refusedThere",
                    Map.of("code", "0000052D", "at", Sightings.NOW, "domainController", "dc2", "proven", "dc1"),
                    it -> it.evidence(
                            Claim.POLICY,
                            Evidence.Result.REFUTED,
                            Sightings.NOW,
                            Map.of("code", "0000052D", "domainController", "dc2", "proven", "dc1"))),
            bend(
                    PROOF_POLICY,
                    "unknown.cannotTellThere",
                    Map.of("why", "dc2: no answer", "at", Sightings.NOW, "domainController", "dc2", "proven", "dc1"),
                    it -> it.evidence(
                            Claim.POLICY,
                            Evidence.Result.CANNOT_TELL,
                            Sightings.NOW,
                            Map.of("why", "dc2: no answer", "domainController", "dc2", "proven", "dc1"))),
            bend(
                    PROOF_POLICY,
                    "unknown.cannotTell",
                    Map.of("why", "no hint control", "at", Sightings.NOW),
                    it -> it.evidence(
                            Claim.POLICY,
                            Evidence.Result.CANNOT_TELL,
                            Sightings.NOW,
                            Map.of("why", "no hint control"))),
            bend(
                    PROOF_CHANNEL,
                    "done.proven",
                    Map.of("at", daysAgo(1), "account", "CN=Pilot", "server", "sync1"),
                    it -> {}),
            bend(PROOF_CHANNEL, "toDo.notProven", Map.of(), it -> it.without(Claim.CHANNEL)),
            bend(PROOF_CHANNEL, "toDo.aged", Map.of("at", daysAgo(31)), it -> it.without(Claim.CHANNEL)
                    .evidence(Claim.CHANNEL, Evidence.Result.PROVEN, daysAgo(31), Map.of())),
            bend(
                    PROOF_CHANNEL,
                    "toDo.failed",
                    Map.of("detail", "no event", "at", Sightings.NOW),
                    it -> it.evidence(
                            Claim.CHANNEL, Evidence.Result.REFUTED, Sightings.NOW, Map.of("detail", "no event"))),
            bend(
                    PROOF_CHANNEL,
                    "unknown.cannotTell",
                    Map.of("why", "no metadata", "at", Sightings.NOW),
                    it -> it.evidence(
                            Claim.CHANNEL, Evidence.Result.CANNOT_TELL, Sightings.NOW, Map.of("why", "no metadata"))),
            bend(PROOF_SELF_SERVICE, "done.recorded", Map.of("at", Sightings.NOW.minus(Duration.ofHours(2))), it -> {}),
            bend(
                    PROOF_SELF_SERVICE,
                    "done.proven",
                    Map.of("at", daysAgo(4)),
                    it -> it.evidence(Claim.SELF_SERVICE, Evidence.Result.PROVEN, daysAgo(4), Map.of())),
            bend(PROOF_SELF_SERVICE, "done.recorded", Map.of("at", daysAgo(40)), it -> {
                it.events = Sighting.seen(List.of());
                it.evidence(Claim.SELF_SERVICE, Evidence.Result.PROVEN, daysAgo(40), Map.of());
            }),
            bend(
                    PROOF_SELF_SERVICE,
                    "byHand.notYet",
                    Map.of("link", "https://aka.ms/sspr"),
                    it -> it.events = Sighting.seen(List.of(Sightings.event(31009, Sightings.NOW)))),
            bend(
                    PROOF_SELF_SERVICE,
                    "byHand.notYet",
                    Map.of("link", "https://aka.ms/sspr"),
                    it -> it.events = Sighting.seen(
                            List.of(Sightings.event(31002, daysAgo(1)), Sightings.event(31001, Sightings.NOW)))));

    private static Sighting<ConnectorFacts.Expiry> expires(Instant at) {
        return Sighting.seen(new ConnectorFacts.Expiry(at));
    }

    private static PasswordSettings counted(String name, Duration age, Sighting<Long> bound) {
        return new PasswordSettings(name, "CN=" + name, age, 1, List.of("CN=Staff"), bound);
    }

    Assessment look() {
        Sightings organisation = Sightings.allDone();
        bend.accept(organisation);
        return organisation.assess();
    }

    /** A finding's verdict and reason as the list of findings spells them. */
    static String outcome(Finding finding) {
        String verdict =
                switch (finding.verdict()) {
                    case DONE -> "done";
                    case TO_DO -> "toDo";
                    case BLOCKED -> "blocked";
                    case BY_HAND -> "byHand";
                    case UNKNOWN -> "unknown";
                    case ACCEPTED -> "accepted";
                };
        return verdict + "." + finding.reason();
    }

    @Override
    public String toString() {
        return code.code() + " " + outcome + args;
    }

    private static Bend bend(FindingCode code, String outcome, Map<String, Object> args, Consumer<Sightings> bend) {
        return new Bend(code, outcome, args, Set.of(), bend);
    }

    private static void sync(Sightings it, @Nullable Boolean enabled) {
        it.synchronisation = it.synchronisation.map(was -> new TenantFacts.Synchronisation(enabled, was.lastAt()));
    }

    private static void reports(Sightings it, long enabled, long registered) {
        it.reports = Sighting.seen(new TenantFacts.ResetReports(50, enabled, registered, registered));
    }

    private static void access(Sightings it, UUID gpo, boolean directory, boolean sysvol) {
        it.access = Sighting.seen(new GpoChangeAccess("CONTOSO\\wb-change", gpo, directory, sysvol));
    }
}
