package writeback.bot.identity;

import javax.sql.DataSource;
import writeback.bot.Postgres;

/** The same suite on PostgreSQL. */
class GateOnPostgresTest extends GateTest {

    @Override
    DataSource database() {
        return Postgres.dataSource();
    }
}
