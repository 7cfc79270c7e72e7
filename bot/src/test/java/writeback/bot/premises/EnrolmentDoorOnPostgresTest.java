package writeback.bot.premises;

import writeback.bot.Postgres;

/** The same on a real PostgreSQL. */
class EnrolmentDoorOnPostgresTest extends EnrolmentDoorTest {

    @Override
    String database() {
        return Postgres.database();
    }
}
