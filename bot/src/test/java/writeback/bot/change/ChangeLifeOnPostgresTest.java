package writeback.bot.change;

import writeback.bot.Postgres;

/** The same life on PostgreSQL, where several bots may share it. */
class ChangeLifeOnPostgresTest extends ChangeLifeTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
