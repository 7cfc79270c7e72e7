package writeback.bot.premises;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** The same on a real PostgreSQL, which the test starts by itself. */
class EnrolmentDoorOnPostgresTest extends EnrolmentDoorTest {

    private EmbeddedPostgres postgres;

    @Override
    String database() throws IOException {
        postgres = EmbeddedPostgres.start();
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    void stopDatabase() throws IOException {
        postgres.close();
    }
}
