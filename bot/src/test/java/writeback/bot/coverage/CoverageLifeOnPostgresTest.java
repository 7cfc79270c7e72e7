package writeback.bot.coverage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The same walks on PostgreSQL, where several bots may share them. */
class CoverageLifeOnPostgresTest extends CoverageLifeTest {

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
