package writeback.bot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.Rooms;

class AuditTrailTest {

    private final ConfigurableApplicationContext bot =
            Rooms.start(Rooms.inMemory("audit-" + UUID.randomUUID()), Audit.class);
    private final AuditTrail trail = bot.getBean(AuditTrail.class);
    private final AuditCheck check = bot.getBean(AuditCheck.class);
    private final JdbcClient jdbc = bot.getBean(JdbcClient.class);

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void an_empty_trail_is_intact() {
        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Intact(new AuditHead(0, "0".repeat(64))));
    }

    @Test
    void each_row_carries_the_hash_of_the_one_before() {
        trail.append("test.one", "bot", "s", Map.of("b", "2", "a", "1"));
        trail.append("test.two", "bot", "s", Map.of());

        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Intact(check.head()));
        assertThat(check.head().seq()).isEqualTo(2);
        assertThat(column("details").get(0)).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(column("previous_hash").get(1)).isEqualTo(column("hash").get(0));
    }

    @Test
    void rows_of_a_rolled_back_transaction_leave_no_gap() {
        trail.append("test.one", "bot", "s", Map.of());
        new TransactionTemplate(bot.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            trail.append("test.lost", "bot", "s", Map.of());
            status.setRollbackOnly();
        });
        trail.append("test.two", "bot", "s", Map.of());

        assertThat(column("kind")).containsExactly("test.one", "test.two");
        assertThat(check.verify()).isInstanceOf(AuditCheck.Result.Intact.class);
    }

    @Test
    void many_writers_at_once_form_one_chain() {
        IntStream.range(0, 200).parallel().forEach(number -> trail.append("test", "bot", "row " + number, Map.of()));

        assertThat(check.verify()).isInstanceOf(AuditCheck.Result.Intact.class);
        assertThat(check.head().seq()).isEqualTo(200);
    }

    @Test
    void a_changed_row_is_named() {
        write(5);
        jdbc.sql("update audit_trail set actor = 'somebody else' where seq = 3").update();

        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Broken(3, "its contents do not match its hash"));
    }

    @Test
    void a_row_rewritten_with_a_fitting_hash_breaks_the_next() {
        write(5);
        AuditRow forged = new AuditRow(
                3,
                column("at").get(2),
                "t",
                "p",
                "forged",
                "bot",
                "s",
                "{}",
                column("previous_hash").get(2));
        jdbc.sql("update audit_trail set tenant = 't', premises = 'p', kind = 'forged', actor = 'bot', subject = 's',"
                        + " details = '{}', hash = ? where seq = 3")
                .param(forged.hash())
                .update();

        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Broken(4, "does not follow the row before"));
    }

    @Test
    void a_missing_row_is_named() {
        write(5);
        jdbc.sql("delete from audit_trail where seq = 2").update();

        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Broken(2, "missing"));
    }

    @Test
    void a_cut_end_is_named() {
        write(5);
        jdbc.sql("delete from audit_trail where seq >= 4").update();

        assertThat(check.verify())
                .isEqualTo(new AuditCheck.Result.Broken(4, "the trail ends here, its head names row 5"));
    }

    @Test
    void the_walk_is_longer_than_a_page() {
        write(1203);

        assertThat(check.verify()).isEqualTo(new AuditCheck.Result.Intact(check.head()));
    }

    private void write(int rows) {
        IntStream.range(0, rows).forEach(number -> trail.append("test", "bot", "row " + number, Map.of()));
    }

    private java.util.List<String> column(String name) {
        return jdbc.sql("select " + name + " from audit_trail order by seq")
                .query(String.class)
                .list();
    }

    @Import({ChainedTrail.class, AuditCheck.class, AuditAtStart.class})
    @EnableConfigurationProperties(Place.class)
    static class Audit {
        @Bean
        java.time.Clock systemClock() {
            return java.time.Clock.systemUTC();
        }
    }
}
