package writeback.bot.chat;

import writeback.bot.Postgres;

/** The same on PostgreSQL, where several bots may share it. */
class RelayCardsOnPostgresTest extends RelayCardsTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
