package writeback.bot.premises;

import writeback.bot.Postgres;

/** The same on a real PostgreSQL. */
class StartDeskOnPostgresTest extends StartDeskTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
