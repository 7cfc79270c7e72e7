package writeback.bot.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.bot.Rooms;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;

class StoredEvidenceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");

    private final ConfigurableApplicationContext bot = Rooms.start(Rooms.inMemory("evidence-" + UUID.randomUUID()));
    private final EvidenceStore store = storeOf("tenant", "main");

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void what_is_recorded_comes_back_oldest_first() {
        Evidence newer = evidence(NOW);
        Evidence older = evidence(NOW.minus(Duration.ofDays(2)));
        store.record(newer);
        store.record(older);

        assertThat(store.all()).containsExactly(older, newer);
    }

    @Test
    void what_is_older_than_a_year_is_left_out() {
        store.record(evidence(NOW.minus(Duration.ofDays(366))));

        assertThat(store.all()).isEmpty();
    }

    @Test
    void other_tenants_and_premises_are_not_ours() {
        storeOf("other", "main").record(evidence(NOW));
        storeOf("tenant", "elsewhere").record(evidence(NOW));

        assertThat(store.all()).isEmpty();
    }

    private StoredEvidence storeOf(String tenant, String premises) {
        Place place = new Place(new Place.Tenant(tenant), new Place.Premises(premises));
        return new StoredEvidence(bot.getBean(JdbcClient.class), place, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Evidence evidence(Instant at) {
        return new Evidence(
                Claim.POLICY, Evidence.Result.PROVEN, at, "contoso.test", Map.of("account", "CN=a \"b\""), "age=0");
    }
}
