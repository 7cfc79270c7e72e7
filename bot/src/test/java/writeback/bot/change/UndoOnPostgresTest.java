package writeback.bot.change;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The same ways back on PostgreSQL, where several bots may share them. */
class UndoOnPostgresTest extends UndoTest {

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
