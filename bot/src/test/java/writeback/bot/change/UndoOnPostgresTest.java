package writeback.bot.change;

import writeback.bot.Postgres;

/** The same ways back on PostgreSQL, where several bots may share them. */
class UndoOnPostgresTest extends UndoTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
