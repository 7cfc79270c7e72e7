package writeback.bot.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/** A user in words. Starts from one whom nothing stands in the way of; a test bends one thing. */
public final class UserSightings {

    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final String SID = "S-1-5-21-1-2-3-1104";
    public static final String DENY = "(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1200)";

    public boolean enabled = true;
    public Sighting<ConnectorFacts.Expiry> expiry = Sighting.seen(new ConnectorFacts.Expiry(null));
    public Sighting<Boolean> locked = Sighting.seen(false);
    public Sighting<AccountReport.Protection> protection = protection(false, false);
    public Sighting<Boolean> inheritanceOff = Sighting.seen(false);
    public Sighting<Boolean> mayNotChange = Sighting.seen(false);
    public Sighting<Boolean> neverExpires = Sighting.seen(false);
    public Sighting<AccountReport.Policy> policy = policy(null, Duration.ZERO, null);
    public Sighting<List<String>> awkward = Sighting.seen(List.of());
    public Sighting<Boolean> scope = Sighting.seen(true);
    public Sighting<ConnectorRights> connector = rights(Grant.GRANTED);
    public Sighting<AccountFacts.PasswordSet> passwordSet =
            Sighting.seen(new AccountFacts.PasswordSet(NOW.minus(Duration.ofDays(40))));

    public Sighting<CloudUser.Origin> origin = origin(true, SID);
    public Sighting<Boolean> cloudEnabled = Sighting.seen(true);
    public Sighting<CloudUser.Plan> plan = Sighting.seen(new CloudUser.Plan("Entra ID P1"));
    public Sighting<Optional<CloudUser.Registration>> registration = registration(true, true, false);

    public Sighting<Boolean> writeback = Sighting.seen(true);
    public Sighting<Boolean> service = Sighting.seen(true);
    public Sighting<ConnectFacts.Scheduler> scheduler = Sightings.scheduler(true, false, false, true);

    public @Nullable Sighting<Optional<AccountReport>> directory;
    public @Nullable Sighting<Optional<CloudUser>> cloud;
    public @Nullable Sighting<ConnectFacts> connect;

    public UserSighting look() {
        return new UserSighting(
                NOW,
                "mia",
                directory != null ? directory : Sighting.seen(Optional.of(report())),
                cloud != null ? cloud : Sighting.seen(Optional.of(user())),
                connect != null
                        ? connect
                        : Sighting.seen(new ConnectFacts(
                                NOW,
                                "sync1",
                                Sighting.seen("2.6.92.0"),
                                service,
                                scheduler,
                                writeback,
                                Sighting.seen(List.of("CONTOSO\\MSOL_1")),
                                Sighting.seen(List.of("DC=contoso,DC=test")))));
    }

    public AccountReport report() {
        return new AccountReport(
                new AccountFacts(
                        NOW,
                        "dc1.contoso.test",
                        "CN=Mia Meadow,OU=Staff,DC=contoso,DC=test",
                        "mia",
                        "mia@contoso.test",
                        SID,
                        enabled,
                        false,
                        false,
                        passwordSet,
                        Sighting.seen(3L),
                        Sighting.seen(new AccountFacts.ResultantPolicy(null))),
                "contoso.test",
                expiry,
                locked,
                protection,
                inheritanceOff,
                mayNotChange,
                neverExpires,
                policy,
                awkward,
                scope,
                connector);
    }

    public CloudUser user() {
        return new CloudUser("id-1", "mia@contoso.test", origin, cloudEnabled, plan, registration);
    }

    public static Sighting<AccountReport.Protection> protection(
            boolean adminCount, boolean protectedUsers, String... groups) {
        return Sighting.seen(new AccountReport.Protection(adminCount, List.of(groups), protectedUsers));
    }

    public static Sighting<AccountReport.Policy> policy(
            @Nullable String pso, Duration age, @Nullable Instant allowedAgainAt) {
        return Sighting.seen(new AccountReport.Policy(pso, age, allowedAgainAt));
    }

    public static Sighting<CloudUser.Origin> origin(boolean synchronised, @Nullable String sid) {
        return Sighting.seen(new CloudUser.Origin(synchronised, sid, null));
    }

    public static Sighting<Optional<CloudUser.Registration>> registration(
            boolean enabled, boolean registered, boolean administrator) {
        return Sighting.seen(Optional.of(new CloudUser.Registration(enabled, registered, administrator, NOW)));
    }

    /** The same answer for each of the three rights on the user. */
    public static Sighting<ConnectorRights> rights(Grant grant) {
        return rights(grant, grant, grant, Grant.GRANTED);
    }

    public static Sighting<ConnectorRights> rights(Grant reset, Grant lockout, Grant lastSet, Grant unexpire) {
        List<String> deciding = reset == Grant.GRANTED ? List.of() : List.of(DENY);
        return Sighting.seen(new ConnectorRights("CONTOSO\\MSOL_1", reset, lockout, lastSet, unexpire, deciding));
    }
}
