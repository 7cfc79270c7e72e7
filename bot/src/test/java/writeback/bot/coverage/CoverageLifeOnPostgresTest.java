package writeback.bot.coverage;

import writeback.bot.Postgres;

/** The same walks on PostgreSQL, where several bots may share them. */
class CoverageLifeOnPostgresTest extends CoverageLifeTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
