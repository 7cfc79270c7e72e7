package writeback.bot.chat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;

/** The same on PostgreSQL. */
class RelayWatchOnPostgresTest extends RelayWatchTest {

    private EmbeddedPostgres postgres;

    @Override
    String database() {
        try {
            postgres = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @AfterEach
    void stopDatabase() throws IOException {
        postgres.close();
    }
}
