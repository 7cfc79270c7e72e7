package writeback.bot.observation;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.Snapshot;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

class DomainLooksTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** What was asked of the premises, and with which arguments. */
    private final Map<String, List<Object>> asked = new ConcurrentSkipListMap<>();

    private volatile boolean breaks;

    private final PremisesReading premises = (PremisesReading) Proxy.newProxyInstance(
            PremisesReading.class.getClassLoader(),
            new Class<?>[] {PremisesReading.class},
            (proxy, method, arguments) -> {
                asked.put(method.getName() + " " + arguments[0], Arrays.asList(arguments));
                return breaks
                        ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                        : completedFuture(Sighting.unseen(Cause.NOT_YET_LOOKED, method.getName()));
            });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CONTOSO\\MSOL_1                   | CONTOSO\\MSOL_1
            ELSEWHERE\\MSOL_1                 | ELSEWHERE\\MSOL_1
            FABRIKAM\\MSOL_2 CONTOSO\\MSOL_1  | CONTOSO\\MSOL_1
            CON\\MSOL_3 FABRIKAM\\MSOL_2      | ''
            contoso.test\\svc FABRIKAM\\x     | contoso.test\\svc
            odd svc@contoso.test              | ''
            """)
    void the_connector_account_is_the_one_of_this_domain_or_left_to_the_relay(String named, String expected) {
        new DomainLooks(premises, CLOCK, NOW.plusSeconds(5))
                .connector(directory(), connect(List.of(named.split(" "))))
                .join();

        assertThat(asked.get("connector ")).containsExactly("", expected, Duration.ofSeconds(5));
    }

    @Test
    void a_sync_server_out_of_sight_leaves_the_account_to_the_relay() {
        new DomainLooks(premises, CLOCK, NOW.plusSeconds(5))
                .connector(directory(), completedFuture(Sighting.unseen(Cause.NO_RELAY, "")))
                .join();

        assertThat(asked.get("connector ")).containsExactly("", "", Duration.ofSeconds(5));
    }

    @Test
    void every_other_domain_that_is_served_is_looked_at_and_no_other() {
        List<Snapshot.OtherDomain> others = new DomainLooks(premises, CLOCK, NOW.plusSeconds(5))
                .others(directory(), connect(List.of("CONTOSO\\MSOL_1", "CHILD\\MSOL_2")))
                .join();

        assertThat(others)
                .extracting(Snapshot.OtherDomain::name)
                .containsExactly("child.contoso.test", "fabrikam.test");
        assertThat(asked.keySet())
                .containsExactly(
                        "connector child.contoso.test",
                        "connector fabrikam.test",
                        "directory child.contoso.test",
                        "directory fabrikam.test");
        assertThat(asked.get("connector child.contoso.test")).contains("CHILD\\MSOL_2");
        assertThat(asked.get("connector fabrikam.test")).contains("");
    }

    @Test
    void with_the_first_domain_out_of_sight_nobody_else_is_asked() {
        assertThat(new DomainLooks(premises, CLOCK, NOW.plusSeconds(5))
                        .others(completedFuture(Sighting.unseen(Cause.TIMEOUT, "")), connect(List.of()))
                        .join())
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void when_no_time_is_left_nobody_is_asked_and_that_is_said() {
        Sighting<ConnectorFacts> found = new DomainLooks(premises, CLOCK, NOW)
                .connector(directory(), connect(List.of()))
                .join();

        assertThat(((Unseen<ConnectorFacts>) found).cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_fault_of_ours_is_unseen_and_not_an_end_of_the_look() {
        breaks = true;

        List<Snapshot.OtherDomain> others = new DomainLooks(premises, CLOCK, NOW.plusSeconds(5))
                .others(directory(), connect(List.of()))
                .join();

        assertThat(others).hasSize(2).allSatisfy(other -> {
            assertThat(((Unseen<DirectoryFacts>) other.directory()).cause()).isEqualTo(Cause.FAILED);
            assertThat(((Unseen<ConnectorFacts>) other.connector()).cause()).isEqualTo(Cause.FAILED);
        });
    }

    private static CompletableFuture<Sighting<DirectoryFacts>> directory() {
        DirectoryFacts dark = DirectoryFacts.allUnseen(NOW, Cause.NOT_YET_LOOKED, "");
        return completedFuture(Sighting.seen(new DirectoryFacts(
                NOW,
                dark.domainController(),
                dark.enabledAccounts(),
                Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ZERO, 24)),
                dark.linkedGpos(),
                dark.passwordSettings(),
                dark.policyHints(),
                dark.changeAccess(),
                dark.replicas(),
                Sighting.seen(List.of(
                        new ForestDomain("contoso.test", true),
                        new ForestDomain("child.contoso.test", true),
                        new ForestDomain("far.test", false),
                        new ForestDomain("fabrikam.test", true))))));
    }

    private static CompletableFuture<Sighting<ConnectFacts>> connect(List<String> accounts) {
        ConnectFacts dark = ConnectFacts.allUnseen(NOW, "sync1", Cause.NOT_YET_LOOKED, "");
        return completedFuture(Sighting.seen(new ConnectFacts(
                NOW,
                "sync1",
                dark.version(),
                dark.serviceRunning(),
                dark.scheduler(),
                dark.passwordWriteback(),
                Sighting.seen(accounts),
                dark.syncedContainers())));
    }
}
