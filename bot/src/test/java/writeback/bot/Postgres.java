package writeback.bot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL on loopback, one for all tests of a JVM, which ends with it. Each test gets a database of its own. */
public final class Postgres {

    private static EmbeddedPostgres server;

    private Postgres() {}

    /** The JDBC URL of a new and empty database. */
    public static String database() {
        return server().getJdbcUrl("postgres", create());
    }

    public static DataSource dataSource() {
        return server().getDatabase("postgres", create());
    }

    private static String create() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        JdbcClient.create(server().getPostgresDatabase())
                .sql("create database " + name)
                .update();
        return name;
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }
}
