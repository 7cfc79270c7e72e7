package writeback.bot.chat;

import writeback.bot.Postgres;

/** The same on PostgreSQL. */
class RelayWatchOnPostgresTest extends RelayWatchTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
