package writeback.bot.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.invocation.InvocationOnMock;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.UserSighting;
import writeback.bot.runbook.UserSightings;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/** Which two accounts belong to one person, and what is asked of whom to know it. */
class PairedUserObservationTest {

    private static final Instant NOW = UserSightings.NOW;
    private static final AccountReport REPORT = new UserSightings().report();
    private static final CloudUser USER = new UserSightings().user();

    private final Map<String, Sighting<AccountReport>> accounts = new HashMap<>();
    private final Map<String, Sighting<Optional<CloudUser>>> users = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<SyncScope> scopes = new ArrayList<>();
    private List<String> connectors = List.of("CONTOSO\\MSOL_1");
    private List<ForestDomain> domains =
            List.of(new ForestDomain("contoso.test", true), new ForestDomain("sales.contoso.test", true));
    private @Nullable RuntimeException fault;
    private Duration forConnect = Duration.ZERO;

    @Test
    void a_name_of_the_directory_leads_to_the_user_with_its_security_identifier() {
        accounts.put("mia@", Sighting.seen(REPORT));
        users.put(UserSightings.SID, Sighting.seen(Optional.of(USER)));

        UserSighting seen = look("mia");

        assertThat(seen.directory()).isEqualTo(Sighting.seen(Optional.of(REPORT)));
        assertThat(seen.cloud()).isEqualTo(Sighting.seen(Optional.of(USER)));
        assertThat(seen.takenAt()).isEqualTo(NOW);
        assertThat(asked).containsExactly("mia@", UserSightings.SID);
        assertThat(scopes)
                .containsExactly(new SyncScope("", "CONTOSO\\MSOL_1", List.of("OU=Staff,DC=contoso,DC=test")));
    }

    @Test
    void a_user_principal_name_is_asked_of_both_at_once() {
        accounts.put("mia@contoso.test@", Sighting.seen(REPORT));
        users.put("mia@contoso.test", Sighting.seen(Optional.of(USER)));

        assertThat(look("mia@contoso.test").cloud()).isEqualTo(Sighting.seen(Optional.of(USER)));
        assertThat(asked).containsExactly("mia@contoso.test", "mia@contoso.test@");
    }

    @Test
    void the_user_of_the_same_name_gives_way_to_the_one_that_is_synchronised_from_the_account() {
        CloudUser namesake = with("S-1-5-21-9", null);
        accounts.put("mia@contoso.test@", Sighting.seen(REPORT));
        users.put("mia@contoso.test", Sighting.seen(Optional.of(namesake)));
        users.put(UserSightings.SID, Sighting.seen(Optional.of(USER)));
        assertThat(look("mia@contoso.test").cloud()).isEqualTo(Sighting.seen(Optional.of(USER)));

        users.remove(UserSightings.SID);
        assertThat(look("mia@contoso.test").cloud()).isEqualTo(Sighting.seen(Optional.of(namesake)));
    }

    @Test
    void a_name_that_only_the_tenant_knows_leads_back_to_the_directory() {
        String dn = "CN=Mia Meadow,OU=Staff,DC=Contoso,DC=test";
        users.put("alias@contoso.test", Sighting.seen(Optional.of(with(UserSightings.SID, dn))));
        accounts.put(dn + "@contoso.test", Sighting.seen(REPORT));

        assertThat(look("alias@contoso.test").directory()).isEqualTo(Sighting.seen(Optional.of(REPORT)));
    }

    @Test
    void with_the_relay_away_the_tenant_is_still_told_for_a_name_that_it_knows() {
        Sighting<AccountReport> away = Sighting.unseen(Cause.NO_RELAY, "");
        accounts.put("mia@contoso.test@", away);
        accounts.put("mia@", away);
        users.put("mia@contoso.test", Sighting.seen(Optional.of(USER)));

        assertThat(look("mia@contoso.test").cloud()).isEqualTo(Sighting.seen(Optional.of(USER)));
        assertThat(look("mia").cloud()).isEqualTo(Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
        assertThat(look("mia").nobody()).isFalse();
    }

    @Test
    void with_the_tenant_away_the_directory_is_still_told() {
        accounts.put("mia@", Sighting.seen(REPORT));
        users.put(UserSightings.SID, Sighting.unseen(Cause.UNREACHABLE, ""));

        UserSighting seen = look("mia");

        assertThat(seen.directory().isSeen()).isTrue();
        assertThat(seen.cloud()).isEqualTo(Sighting.unseen(Cause.UNREACHABLE, ""));
    }

    @Test
    void nobody_is_told_after_every_domain_that_the_relay_serves_was_asked() {
        assertThat(look("mia@contoso.test").nobody()).isTrue();
        assertThat(asked)
                .containsExactly(
                        "mia@contoso.test", "mia@contoso.test@", "directory", "mia@contoso.test@sales.contoso.test");
    }

    @Test
    void a_name_by_which_the_tenant_cannot_be_asked_says_nothing_of_the_tenant() {
        UserSighting seen = look("mia");

        assertThat(seen.cloud()).isEqualTo(Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
        assertThat(seen.nobody()).isFalse();
        assertThat(seen.nobodyInDirectory()).isTrue();
        assertThat(asked).containsExactly("mia@", "directory", "mia@sales.contoso.test");
    }

    @Test
    void an_account_that_may_lie_where_no_relay_looks_is_not_absent() {
        domains = List.of(
                new ForestDomain("contoso.test", true),
                new ForestDomain("far.contoso.test", false),
                new ForestDomain("sales.contoso.test", true),
                new ForestDomain("old.contoso.test", false));

        for (String name : List.of("mia", "mia@contoso.test")) {
            UserSighting seen = look(name);

            assertThat(seen.directory())
                    .isEqualTo(Sighting.unseen(Cause.REFUSED_BY_RELAY, "far.contoso.test, old.contoso.test"));
            assertThat(seen.nobody()).isFalse();
            assertThat(seen.nobodyInDirectory()).isFalse();
            assertThat(asked).contains(name + "@sales.contoso.test");
        }
    }

    @Test
    void an_account_of_another_domain_is_found_there_with_the_connector_account_of_that_domain() {
        connectors = List.of("CONTOSO\\MSOL_1", "SALES\\MSOL_2");
        accounts.put("mia@sales.contoso.test", Sighting.seen(REPORT));

        assertThat(look("mia").directory()).isEqualTo(Sighting.seen(Optional.of(REPORT)));
        assertThat(scopes).extracting(SyncScope::connector).containsExactly("", "SALES\\MSOL_2");
    }

    @Test
    void a_distinguished_name_is_asked_of_its_own_domain_only() {
        look("CN=Mia\\, DC\\=x,OU=Staff,DC=sales,DC=contoso,DC=test");

        assertThat(asked).containsExactly("CN=Mia\\, DC\\=x,OU=Staff,DC=sales,DC=contoso,DC=test@sales.contoso.test");
    }

    @Test
    void a_sync_server_that_hangs_leaves_time_to_ask_the_directory() {
        look("mia");

        assertThat(forConnect).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void a_fault_of_ours_is_no_absent_user() {
        fault = new IllegalStateException("broken");

        UserSighting seen = look("mia@contoso.test");

        assertThat(seen.directory()).isEqualTo(Sighting.unseen(Cause.FAILED, "broken"));
        assertThat(seen.cloud()).isEqualTo(Sighting.unseen(Cause.FAILED, "broken"));
        assertThat(seen.connect()).isEqualTo(Sighting.unseen(Cause.FAILED, "broken"));
    }

    private UserSighting look(String name) {
        asked.clear();
        scopes.clear();
        TenantReading tenant = mock(TenantReading.class, call -> user(call.getArgument(1)));
        PremisesReading premises = mock(PremisesReading.class, this::onPremises);
        return new PairedUserObservation(
                        tenant,
                        premises,
                        new ObservationSettings(Duration.ofSeconds(20), Duration.ofDays(7)),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .observe(new PersonId("tenant", "viewer"), name)
                .join();
    }

    private CompletableFuture<Sighting<Optional<CloudUser>>> user(String name) {
        asked.add(name);
        return answer(users.getOrDefault(name, Sighting.seen(Optional.empty())));
    }

    private CompletableFuture<?> onPremises(InvocationOnMock call) {
        return switch (call.getMethod().getName()) {
            case "connect" -> {
                forConnect = call.getArgument(0);
                yield answer(Sighting.seen(connect()));
            }
            case "directory" -> {
                asked.add("directory");
                yield answer(Sighting.seen(directory()));
            }
            case "explain" -> {
                SyncScope scope = call.getArgument(1);
                scopes.add(scope);
                String key = call.getArgument(0) + "@" + scope.domain();
                asked.add(key);
                yield answer(accounts.getOrDefault(
                        key, Sighting.unseen(Cause.FAILED, "no-such-account: no account of that name is to be seen")));
            }
            default -> throw new AssertionError(call);
        };
    }

    private <T> CompletableFuture<T> answer(T answer) {
        if (fault != null) {
            throw fault;
        }
        return CompletableFuture.completedFuture(answer);
    }

    private ConnectFacts connect() {
        Sighting<Boolean> on = Sighting.seen(true);
        return new ConnectFacts(
                NOW,
                "sync1",
                Sighting.seen("2.6.92.0"),
                on,
                Sighting.seen(new ConnectFacts.Scheduler(true, false, false, true)),
                on,
                Sighting.seen(connectors),
                Sighting.seen(List.of("OU=Staff,DC=contoso,DC=test")));
    }

    private DirectoryFacts directory() {
        DirectoryFacts nothing = DirectoryFacts.allUnseen(NOW, Cause.NOT_YET_LOOKED, "");
        return new DirectoryFacts(
                NOW,
                nothing.domainController(),
                nothing.enabledAccounts(),
                Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ZERO, 24)),
                nothing.linkedGpos(),
                nothing.passwordSettings(),
                nothing.policyHints(),
                nothing.changeAccess(),
                nothing.replicas(),
                Sighting.seen(domains));
    }

    private static CloudUser with(String sid, @Nullable String dn) {
        return new CloudUser(
                "id-2",
                "mia@contoso.test",
                Sighting.seen(new CloudUser.Origin(true, sid, dn)),
                USER.enabled(),
                USER.plan(),
                USER.registration());
    }
}
