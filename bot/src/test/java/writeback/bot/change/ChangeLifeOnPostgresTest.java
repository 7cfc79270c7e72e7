package writeback.bot.change;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The same life on PostgreSQL, where several bots may share it. */
class ChangeLifeOnPostgresTest extends ChangeLifeTest {

    private EmbeddedPostgres postgres;

    @Override
    String database() throws Exception {
        postgres = EmbeddedPostgres.start();
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    void forgetDatabase() throws Exception {
        postgres.close();
    }
}
