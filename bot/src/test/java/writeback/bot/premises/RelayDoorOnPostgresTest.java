package writeback.bot.premises;

import writeback.bot.Postgres;

/** The same on a real PostgreSQL. */
class RelayDoorOnPostgresTest extends RelayDoorTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
