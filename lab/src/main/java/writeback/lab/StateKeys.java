package writeback.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.lab.directory.PracticeDomain;

/** Every key of the practice organisation's state, in the order the page shows them. */
public final class StateKeys {
    private static final List<StateKey<?>> ALL = new ArrayList<>();

    public static final StateKey<Boolean> DIRECTORY_STOPPED =
            flag("directory.stopped", false, "LDAPS refuses connections");
    public static final StateKey<Integer> DIRECTORY_SLOW =
            number("directory.slowMillis", 0, 120_000, "every LDAP answer is delayed (memory only)");
    public static final StateKey<Boolean> DIRECTORY_ACCOUNTS =
            flag("directory.accounts", true, "off: all ordinary user accounts of the domain are disabled");
    public static final StateKey<Integer> DOMAIN_MIN_AGE = add(new StateKey<>(
            "domain.minAgeDays",
            new ValueKind.WholeNumber(0, 998),
            1,
            "the domain head's minPwdAge, as Set-ADDefaultDomainPasswordPolicy sets it"));
    public static final StateKey<@Nullable Integer> GPO_MIN_AGE = add(new StateKey<>(
            "gpo.minAgeDays",
            new ValueKind.NumberOrNull(0, 998),
            1,
            "MinimumPasswordAge in the Default Domain Policy; null: not defined"));
    public static final StateKey<Integer> GPO_INTERVAL = add(new StateKey<>(
            "gpo.intervalSeconds",
            new ValueKind.WholeNumber(1, 3600),
            5,
            "how often the domain controller looks for changed policies"));
    public static final StateKey<Boolean> GPO_WRITABLE =
            flag("gpo.changingAccountMayWrite", true, "whether the changing account may write the policy");
    public static final StateKey<@Nullable Integer> PSO_MIN_AGE = add(new StateKey<>(
            "pso.minAgeDays",
            new ValueKind.NumberOrNull(0, 998),
            null,
            "a PSO with that minimum age that binds the group Pilot; null: no PSO"));
    public static final StateKey<Boolean> PSO_READABLE =
            flag("pso.readable", true, "whether the reading account may see PSOs");
    public static final StateKey<Boolean> DIRECTORY_HINTS =
            flag("directory.hints", true, "whether the policy-hints control is offered (memory only)");
    public static final StateKey<Boolean> DIRECTORY_SORTS =
            flag("directory.sorts", true, "whether the server sorts for the client (memory only)");

    public static final StateKey<String> CONNECTOR_RIGHTS = add(new StateKey<>(
            "connector.rights",
            new ValueKind.Choice(List.of("all", "none", "noPwdLastSet", "denied")),
            "all",
            "what the connector account may do, by entries on the domain root"));
    public static final StateKey<Boolean> DOMAIN_GRANTABLE = flag(
            "domain.changingAccountMayGrant",
            true,
            "whether the changing account may write the domain root's access list");
    public static final StateKey<Boolean> CONNECTOR_DISABLED =
            flag("connector.disabled", false, "the connector account is disabled");
    public static final StateKey<Boolean> CONNECTOR_DOMAIN_ADMIN =
            flag("connector.domainAdmin", false, "the connector account is a member of Domain Admins");
    public static final StateKey<Boolean> CONNECTOR_EXPIRED =
            flag("connector.expired", false, "the connector account expired in 2020");
    public static final StateKey<Boolean> USER_LOCKED = flag("user.locked", true, "Lou Locked is locked out");
    public static final StateKey<Integer> USER_PSO_MIN_AGE =
            number("user.psoMinAgeDays", 0, 998, "minimum age of the PSO that binds Paula Policy");
    public static final StateKey<Boolean> FOREST_OTHER_DOMAIN =
            flag("forest.otherDomain", false, "the forest has a second domain, eu.contoso.test, that nobody serves");

    public static final StateKey<Boolean> REPLICA_THERE =
            flag("replica.there", false, "the domain has a second domain controller, dc2.contoso.test (memory only)");
    public static final StateKey<Boolean> REPLICA_REPLICATES =
            flag("replica.replicates", true, "off: dc2 keeps the password policies and GPO versions that it has");
    public static final StateKey<Boolean> REPLICA_STOPPED = flag("replica.stopped", false, "dc2 refuses connections");

    public static final StateKey<Boolean> SYNC_ENABLED =
            flag("sync.enabled", true, "whether the tenant is synchronised at all");
    public static final StateKey<Integer> SYNC_LAST_MINUTES_AGO = add(new StateKey<>(
            "sync.lastMinutesAgo",
            new ValueKind.WholeNumber(0, 1_000_000),
            12,
            "how long ago the last synchronisation ended"));

    public static final StateKey<String> CONNECT_VERSION =
            add(new StateKey<>("connect.version", new ValueKind.Version(), "2.6.92.0", "build of Entra Connect"));
    public static final StateKey<Boolean> CONNECT_STAGING =
            flag("connect.staging", false, "the sync server is a staging server");
    public static final StateKey<Boolean> CONNECT_SYNC_CYCLE =
            flag("connect.syncCycleEnabled", true, "the scheduler runs synchronisations");
    public static final StateKey<Boolean> CONNECT_MAINTENANCE =
            flag("connect.maintenanceEnabled", true, "the scheduler runs maintenance");
    public static final StateKey<Boolean> CONNECT_SERVICE =
            flag("connect.serviceRunning", true, "the service ADSync runs");
    public static final StateKey<String> CONNECT_POWERSHELL = add(new StateKey<>(
            "connect.powershell",
            new ValueKind.Choice(List.of("ok", "fails", "garbage", "hangs")),
            "ok",
            "how the sync server's PowerShell answers"));
    public static final StateKey<Boolean> CONNECT_WRITEBACK =
            flag("connect.writeback", false, "the wizard's Password writeback");

    public static final StateKey<List<String>> CONNECT_SYNCED_CONTAINERS = add(new StateKey<>(
            "connect.syncedContainers",
            new ValueKind.Texts(),
            List.of(PracticeDomain.PEOPLE, PracticeDomain.PILOT, PracticeDomain.GROUPS),
            "DNs of the containers that the sync server imports"));

    public static final StateKey<Boolean> PORTAL_WRITEBACK =
            flag("portal.writeback", false, "on-premises integration: write back passwords");
    public static final StateKey<Boolean> PORTAL_UNLOCK =
            flag("portal.unlock", false, "on-premises integration: unlock without a reset");
    public static final StateKey<String> SSPR_SCOPE = add(new StateKey<>(
            "sspr.scope",
            new ValueKind.Choice(List.of("none", "selected", "all")),
            "none",
            "who may reset the own password"));
    public static final StateKey<Integer> SSPR_REGISTERED =
            number("sspr.registered", 0, 50, "how many of the 50 accounts are registered for it");
    public static final StateKey<Boolean> LICENCE_P1 =
            flag("licence.p1", true, "whether an AAD_PREMIUM service plan is there");
    public static final List<StateKey<List<String>>> ROLES =
            People.all().stream().map(StateKeys::roles).toList();

    public static final StateKey<Integer> GRAPH_FAIL_NEXT =
            number("graph.failNext", 0, 1_000_000, "how many of the next Graph requests fail");
    public static final StateKey<Integer> GRAPH_FAIL_STATUS = add(
            new StateKey<>("graph.failStatus", new ValueKind.WholeNumber(400, 599), 503, "the status they fail with"));
    public static final StateKey<Integer> GRAPH_RETRY_AFTER =
            add(new StateKey<>("graph.retryAfterSeconds", new ValueKind.WholeNumber(0, 3600), 1, "their Retry-After"));
    public static final StateKey<Boolean> GRAPH_DOWN = flag("graph.down", false, "Graph closes connections");
    public static final StateKey<Boolean> SIGN_IN_DOWN = flag("signIn.down", false, "the sign-in server answers 503");
    public static final StateKey<Integer> SIGN_IN_TOKEN_SECONDS = add(new StateKey<>(
            "signIn.tokenSeconds",
            new ValueKind.WholeNumber(1, 3600),
            3600,
            "how long people's new access tokens for Graph live"));
    public static final StateKey<List<String>> SIGN_IN_NOT_CONSENTED = add(
            new StateKey<>("signIn.notConsented", new ValueKind.Texts(), List.of(), "scopes nobody has consented to"));
    public static final StateKey<Integer> CHANNEL_FAIL_NEXT =
            number("channel.failNext", 0, 1_000_000, "how many of the bot's next sends fail");
    public static final StateKey<Integer> CHANNEL_FAIL_STATUS = add(new StateKey<>(
            "channel.failStatus", new ValueKind.WholeNumber(400, 599), 429, "the status they fail with"));

    private StateKeys() {}

    public static List<StateKey<?>> all() {
        return List.copyOf(ALL);
    }

    /** The key that holds the role template ids of that person. */
    public static StateKey<List<String>> rolesOf(Person person) {
        return ROLES.get(People.all().indexOf(person));
    }

    private static StateKey<List<String>> roles(Person person) {
        return add(new StateKey<>(
                "roles." + person.name(),
                new ValueKind.Texts(),
                person.directoryRoles(),
                "role template ids of " + person.displayName()));
    }

    private static StateKey<Boolean> flag(String name, boolean start, String meaning) {
        return add(new StateKey<>(name, new ValueKind.Flag(), start, meaning));
    }

    private static StateKey<Integer> number(String name, int start, int max, String meaning) {
        return add(new StateKey<>(name, new ValueKind.WholeNumber(0, max), start, meaning));
    }

    private static <T extends @Nullable Object> StateKey<T> add(StateKey<T> key) {
        ALL.add(key);
        return key;
    }
}
