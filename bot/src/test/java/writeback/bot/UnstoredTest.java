package writeback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.TransactionSystemException;

/** What is the database's outage, and what is only a wrong question. */
class UnstoredTest {

    @Test
    void a_full_disk_under_postgresql_is_one_as_its_driver_says_it_and_as_spring_does() {
        SQLException full = new SQLException("could not extend file: No space left on device", "53100");

        assertThat(Unstored.is(full)).isTrue();
        assertThat(Unstored.is(new SQLExceptionSubclassTranslator().translate("insert", "insert ...", full)))
                .isTrue();
        assertThat(Unstored.closed(full)).as("its connections go on").isFalse();
    }

    @Test
    void a_database_that_h2_has_closed_or_could_not_write_is_one_and_its_connections_are_lost() {
        SQLException closed = new SQLException("The database has been closed", "90098", 90098);
        SQLException unwritten = new SQLException("General error", "HY000", 50000, new IOException("No space left"));

        assertThat(Unstored.is(new IllegalStateException(closed))).isTrue();
        assertThat(Unstored.is(unwritten)).isTrue();
        assertThat(Unstored.closed(closed)).isTrue();
        assertThat(Unstored.closed(unwritten)).isTrue();
    }

    @Test
    void a_database_that_cannot_be_reached_or_committed_is_one() {
        assertThat(Unstored.is(new CannotGetJdbcConnectionException("none within 30 s")))
                .isTrue();
        assertThat(Unstored.is(new TransactionSystemException("could not commit")))
                .isTrue();
    }

    @Test
    void a_duplicate_and_a_fault_of_ours_are_none() {
        SQLException duplicate = new SQLException("duplicate key", "23505", 23505);

        assertThat(Unstored.is(duplicate)).isFalse();
        assertThat(Unstored.is(new DuplicateKeyException("again", duplicate))).isFalse();
        assertThat(Unstored.is(new IllegalStateException("ours", new IOException("a file of ours"))))
                .isFalse();
    }
}
