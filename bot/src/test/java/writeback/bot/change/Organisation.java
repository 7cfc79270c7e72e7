package writeback.bot.change;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import writeback.bot.Rooms;
import writeback.bot.entra.changing.CloudReset;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Persons;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignedIn;
import writeback.bot.observation.Observation;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.EntraRoles;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.TenantFacts;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.AgeSet;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Everything outside the bot, small enough to see through; it outlives the bot's restarts and counts what is done to it. */
final class Organisation
        implements Sessions,
                Persons,
                ChangeMode,
                TenantReading,
                PremisesReading,
                Observation,
                RelayChanges,
                CloudReset {

    static final PersonId REQUESTER = person("11111111-1111-1111-1111-111111111111");
    static final PersonId APPROVER = person("22222222-2222-2222-2222-222222222222");
    static final PersonId SECOND_APPROVER = person("33333333-3333-3333-3333-333333333333");
    static final PersonId ROLELESS = person("44444444-4444-4444-4444-444444444444");
    static final PersonId GUEST = new PersonId("99999999-9999-9999-9999-999999999999", APPROVER.objectId());
    static final UUID GPO = UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9");
    static final String TEST_ACCOUNT = "CN=Pilot,OU=Pilot,DC=contoso,DC=test";
    static final String CONNECTOR_SID = "S-1-5-21-1-2-3-1103";
    static final String ENTRY = "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;"
            + "bf967aba-0de6-11d0-a285-00aa003049e2;" + CONNECTOR_SID + ")";
    static final String PSO = "CN=Staff,CN=Password Settings Container,CN=System,DC=contoso,DC=test";
    static final String TEST_UPN = "pilot@contoso.test";
    static final String TEST_SID = "S-1-5-21-1-2-3-1104";
    static final String TEST_OBJECT_ID = "66666666-6666-6666-6666-666666666666";

    final MovableClock clock;
    final List<String> told = new CopyOnWriteArrayList<>();
    final Set<PersonId> signedOut = ConcurrentHashMap.newKeySet();
    final Map<PersonId, Sighting<List<String>>> roles = new ConcurrentHashMap<>();

    /** By links of accounts. */
    volatile Set<PersonId> oneHuman = Set.of();

    volatile boolean changes = true;
    volatile boolean visible = true;
    volatile int gpoDays = 1;
    volatile int headDays = 1;
    volatile boolean headFollows = true;
    volatile List<Replica> replicas = List.of();
    volatile Duration psoAge = Duration.ofHours(12);
    final List<String> missing = new CopyOnWriteArrayList<>(List.of(ENTRY));
    volatile long passwordVersion = 9;
    volatile boolean insidePilotOu = true;
    final List<WritebackEvent> log = new CopyOnWriteArrayList<>();

    /** The relay was removed when it had begun, and has said nothing. */
    volatile boolean removedMidway;

    /** Orders committed by the bot, by command id; and what the relay answered. */
    final Map<String, PlannedChange> orders = new ConcurrentHashMap<>();

    final Map<String, Outcome> answers = new ConcurrentHashMap<>();
    /** Name of the relay whose owner wants a person to carry it out. */
    volatile String waitsAt;
    /** Who carried it out there. */
    volatile String operator;

    final Map<String, Instant> orderedAt = new ConcurrentHashMap<>();
    final List<PlannedChange> executed = new CopyOnWriteArrayList<>();

    volatile Started start = new Started.Accepted(URI.create("https://graph.example/operations/1"));
    volatile Progress progress = new Progress.Succeeded();
    volatile boolean arrives = true;
    volatile boolean killedInStart;
    final List<Instant> resets = new CopyOnWriteArrayList<>();
    /** Whose passwords were reset, as Graph was told. */
    final Set<String> resetUsers = ConcurrentHashMap.newKeySet();
    /** Who has the test account's name in the cloud. */
    volatile Sighting<Optional<CloudUser>> cloudUser = cloudUser(true, TEST_SID);

    Organisation(MovableClock clock) {
        this.clock = clock;
        Sighting<List<String>> hybrid = Sighting.seen(List.of(EntraRoles.HYBRID_IDENTITY_ADMINISTRATOR));
        roles.put(APPROVER, hybrid);
        roles.put(SECOND_APPROVER, Sighting.seen(List.of("other-role", EntraRoles.GLOBAL_ADMINISTRATOR)));
        roles.put(REQUESTER, hybrid);
        roles.put(ROLELESS, Sighting.seen(List.of("other-role")));
    }

    private static PersonId person(String objectId) {
        return new PersonId(Rooms.TENANT, objectId);
    }

    Plan agePlan(Duration lifetime) {
        Action set = new SetMinimumPasswordAge("contoso.test", GPO, "Default Domain Policy", gpoDays, 0);
        return plan(lifetime, List.of(set));
    }

    Plan grantPlan() {
        return plan(
                Duration.ofHours(8),
                List.of(new GrantRights(
                        "contoso.test",
                        "DC=contoso,DC=test",
                        CONNECTOR_SID,
                        "CONTOSO\\MSOL_1",
                        List.of(ENTRY),
                        rootDescriptor())));
    }

    Plan psoPlan() {
        return plan(
                Duration.ofHours(8),
                List.of(new SetPsoMinimumAge("contoso.test", PSO, "Staff", psoAge, Duration.ZERO)));
    }

    private String rootDescriptor() {
        return (missing.isEmpty() ? "ab" : "cd").repeat(32);
    }

    private Sighting<ConnectorFacts> connectorFacts() {
        if (!visible) {
            return Sighting.unseen(Cause.NO_RELAY, "");
        }
        return Sighting.seen(new ConnectorFacts(
                clock.instant(),
                "dc1.contoso.test",
                "contoso.test",
                ConnectorFacts.FoundBy.SYNC_SERVER,
                "CONTOSO\\MSOL_1",
                "CN=MSOL_1,CN=Users,DC=contoso,DC=test",
                CONNECTOR_SID,
                true,
                Sighting.seen(new ConnectorFacts.Expiry(null)),
                Sighting.seen(List.of()),
                Sighting.seen(new ConnectorFacts.Sample(3, missing.isEmpty() ? 3 : 0, 0)),
                Sighting.seen(List.copyOf(missing)),
                Sighting.seen(rootDescriptor())));
    }

    Plan rehearsalPlan() {
        return plan(
                Duration.ofHours(8),
                List.of(
                        new RehearsePolicy("contoso.test", TEST_ACCOUNT),
                        new RehearseChannel("contoso.test", TEST_ACCOUNT, TEST_UPN)));
    }

    Plan plan(Duration lifetime, List<Action> actions) {
        return new Plan(Rooms.TENANT, "main", REQUESTER.text(), clock.instant().plus(lifetime), actions);
    }

    // The relay

    @Override
    public String order(Plan plan, PlannedChange change) {
        String id = change.changeId() + "/" + change.actionIndex();
        Instant now = clock.instant();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                orders.putIfAbsent(id, change);
                orderedAt.putIfAbsent(id, now);
            }
        });
        return id;
    }

    @Override
    public Optional<Outcome> outcome(String commandId) {
        return Optional.ofNullable(answers.get(commandId));
    }

    @Override
    public Optional<String> waitsAt(String commandId) {
        return answers.containsKey(commandId) ? Optional.empty() : Optional.ofNullable(waitsAt);
    }

    @Override
    public boolean endedUnheard(String commandId) {
        return removedMidway;
    }

    @Override
    public Optional<String> operator(String commandId) {
        return Optional.ofNullable(operator);
    }

    /** The relay carries out what it was told and has not yet; as its journal makes it, once. */
    void relayWorks() {
        orders.forEach((id, order) -> {
            if (!answers.containsKey(id)) {
                executed.add(order);
                Action action = CanonicalPlan.read(order.plan()).actions().get(order.actionIndex());
                answers.put(id, new Outcome.Done(carryOut(action)));
            }
        });
    }

    void relayAnswers(Outcome outcome) {
        orders.keySet().forEach(id -> answers.putIfAbsent(id, outcome));
    }

    private String carryOut(Action action) {
        if (action instanceof SetMinimumPasswordAge set) {
            int before = gpoDays;
            gpoDays = set.afterDays();
            headDays = headFollows ? set.afterDays() : headDays;
            return ProtocolJson.write(new AgeSet("dc1.contoso.test", before, set.afterDays(), 5, "backup/1"));
        }
        if (action instanceof GrantRights grant) {
            missing.removeAll(grant.entries());
            return ProtocolJson.write(new Applied("dc1.contoso.test", "backup/2", Sighting.seen(true)));
        }
        if (action instanceof RevokeRights revoke) {
            missing.addAll(revoke.entries());
            return ProtocolJson.write(new Applied("dc1.contoso.test", "backup/3", Sighting.seen(true)));
        }
        if (action instanceof SetPsoMinimumAge set) {
            psoAge = set.after();
            return ProtocolJson.write(new Applied("dc1.contoso.test", "backup/4", Sighting.seen(true)));
        }
        return ProtocolJson.write(new PolicyRehearsal(
                PolicyRehearsal.Conclusion.PROVEN,
                "dc1.contoso.test",
                TEST_ACCOUNT,
                clock.instant(),
                "",
                List.of(new PolicyRehearsal.Reset("first", 0, "")),
                List.of()));
    }

    // The cloud

    @Override
    public Started start(PersonId onBehalfOf, String objectId) {
        resets.add(clock.instant());
        resetUsers.add(objectId);
        if (start instanceof Started.Accepted && arrives) {
            passwordVersion++;
            log.add(new WritebackEvent(31009, clock.instant(), "PasswordResetService", "for " + TEST_UPN));
            log.add(new WritebackEvent(31010, clock.instant(), "PasswordResetService", "for " + TEST_UPN));
        }
        if (killedInStart) {
            killedInStart = false;
            throw new AssertionError("killed here");
        }
        return start;
    }

    @Override
    public Progress look(PersonId onBehalfOf, URI operation) {
        return progress;
    }

    // Looking

    @Override
    public Optional<SignedIn> of(PersonId person) {
        return signedOut.contains(person)
                ? Optional.empty()
                : Optional.of(new SignedIn(person, "someone@contoso.test", "Someone", clock.instant()));
    }

    @Override
    public void signOut(PersonId person) {
        signedOut.add(person);
    }

    @Override
    public boolean changes() {
        return changes;
    }

    @Override
    public boolean same(PersonId one, PersonId other) {
        return one.equals(other) || oneHuman.containsAll(List.of(one, other));
    }

    @Override
    public CompletableFuture<Sighting<List<String>>> activeRoles(PersonId person, Duration deadline) {
        return CompletableFuture.completedFuture(
                roles.getOrDefault(person, Sighting.unseen(Cause.UNREACHABLE, "graph is down")));
    }

    @Override
    public CompletableFuture<TenantFacts> tenant(PersonId viewer, Duration deadline) {
        return CompletableFuture.completedFuture(TenantFacts.allUnseen(Cause.NOT_YET_LOOKED, ""));
    }

    @Override
    public CompletableFuture<Snapshot> observe(PersonId viewer) {
        return CompletableFuture.completedFuture(new Snapshot(
                clock.instant(),
                Rooms.TENANT,
                "main",
                "someone@contoso.test",
                TenantFacts.allUnseen(Cause.NOT_YET_LOOKED, ""),
                facts(),
                Sighting.unseen(Cause.NO_RELAY, ""),
                connectorFacts(),
                List.of(),
                Sighting.unseen(Cause.NO_RELAY, ""),
                List.of(),
                List.of()));
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(Duration deadline) {
        return CompletableFuture.completedFuture(facts());
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(String domain, Duration deadline) {
        return notHere();
    }

    @Override
    public CompletableFuture<Sighting<ConnectorFacts>> connector(String domain, String connector, Duration deadline) {
        return notHere();
    }

    @Override
    public CompletableFuture<Sighting<AccountReport>> explain(String account, SyncScope scope, Duration deadline) {
        return notHere();
    }

    @Override
    public CompletableFuture<Sighting<CoveragePage>> coverage(
            SyncScope scope, String cursor, int size, Duration deadline) {
        return notHere();
    }

    @Override
    public CompletableFuture<Sighting<Optional<CloudUser>>> user(PersonId viewer, String name, Duration deadline) {
        return name.equals(TEST_UPN) ? CompletableFuture.completedFuture(cloudUser) : notHere();
    }

    static Sighting<Optional<CloudUser>> cloudUser(boolean synchronised, String sid) {
        return cloudUser(Sighting.seen(new CloudUser.Origin(synchronised, sid, TEST_ACCOUNT)));
    }

    static Sighting<Optional<CloudUser>> cloudUser(Sighting<CloudUser.Origin> origin) {
        return Sighting.seen(Optional.of(new CloudUser(
                TEST_OBJECT_ID,
                TEST_UPN,
                origin,
                Sighting.seen(true),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""))));
    }

    private static <T> CompletableFuture<Sighting<T>> notHere() {
        return CompletableFuture.completedFuture(Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
    }

    @Override
    public CompletableFuture<Sighting<ConnectFacts>> connect(Duration deadline) {
        return CompletableFuture.completedFuture(
                visible
                        ? Sighting.seen(ConnectFacts.allUnseen(clock.instant(), "sync1", Cause.NOT_YET_LOOKED, ""))
                        : Sighting.unseen(Cause.NO_RELAY, ""));
    }

    @Override
    public CompletableFuture<Sighting<AccountFacts>> account(String account, Duration deadline) {
        if (!visible) {
            return CompletableFuture.completedFuture(Sighting.unseen(Cause.NO_RELAY, ""));
        }
        return CompletableFuture.completedFuture(Sighting.seen(new AccountFacts(
                clock.instant(),
                "dc1.contoso.test",
                TEST_ACCOUNT,
                "pilot",
                TEST_UPN,
                TEST_SID,
                true,
                false,
                insidePilotOu,
                Sighting.seen(new AccountFacts.PasswordSet(null)),
                Sighting.seen(passwordVersion),
                Sighting.seen(new AccountFacts.ResultantPolicy(null)))));
    }

    @Override
    public CompletableFuture<Sighting<List<WritebackEvent>>> events(Instant since, Duration deadline) {
        return CompletableFuture.completedFuture(
                visible ? Sighting.seen(List.copyOf(log)) : Sighting.unseen(Cause.NO_RELAY, ""));
    }

    private Sighting<DirectoryFacts> facts() {
        if (!visible) {
            return Sighting.unseen(Cause.NO_RELAY, "");
        }
        GpoContents contents = new GpoContents(true, 5, 5, true, gpoDays);
        return Sighting.seen(new DirectoryFacts(
                clock.instant(),
                Sighting.seen(new DomainController("dc1.contoso.test", true, Sighting.seen(Duration.ofSeconds(2)))),
                Sighting.seen(10L),
                Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ofDays(headDays), 24)),
                Sighting.seen(
                        List.of(new LinkedGpo(GPO, "Default Domain Policy", 1, false, true, Sighting.seen(contents)))),
                Sighting.seen(
                        List.of(new PasswordSettings("Staff", PSO, psoAge, 1, List.of("CN=S"), Sighting.seen(3L)))),
                Sighting.seen(true),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.seen(replicas),
                Sighting.seen(List.of())));
    }
}
