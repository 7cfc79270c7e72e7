package writeback.bot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import writeback.bot.Postgres;
import writeback.bot.Rooms;
import writeback.bot.Unstored;

/** Another bot holds the head of the trail and does not go on: its host froze between a row and its commit. */
class HeldTrailTest {

    static Stream<String> databases() {
        return Stream.of(Rooms.inMemory("held-" + UUID.randomUUID()), Postgres.database());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoWantsToAppendIsToldSoAfterTenSeconds(String database) throws Exception {
        try (ConfigurableApplicationContext bot = Rooms.start(database, AuditTrailTest.Audit.class);
                Connection frozen = bot.getBean(DataSource.class).getConnection()) {
            AuditTrail trail = bot.getBean(AuditTrail.class);
            frozen.setAutoCommit(false);
            frozen.createStatement().execute("select seq from audit_head where id = 1 for update");

            long started = System.nanoTime();
            assertThatThrownBy(() -> trail.append("test", "bot", "s", Map.of()))
                    .matches(Unstored::is, "is told as what cannot be stored at present");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(60));

            frozen.rollback();
            trail.append("test", "bot", "s", Map.of());
            assertThat(bot.getBean(AuditCheck.class).head().seq()).isEqualTo(1);
        }
    }
}
