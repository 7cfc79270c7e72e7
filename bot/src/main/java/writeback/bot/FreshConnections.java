package writeback.bot;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Lets the bot outlive a full disk. When H2 cannot write it closes its database for good, under every connection that is
 * open, and opens it again for the first one that is made after the last of them has gone. So when one connection says
 * that its database is closed, all of them are given up before there is a new one: reading goes on at once, writing as
 * soon as there is room.
 */
@Component
public class FreshConnections implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource connections) {
            connections.setAllowPoolSuspension(true);
            connections.setExceptionOverride(new GivenUp(connections));
        }
        return bean;
    }

    private static final class GivenUp implements SQLExceptionOverride {

        /** Whoever holds one connection and wants another has to be let go on, to fail and give the first one back. */
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        private static final long LOOK_EVERY_MILLIS = 5;

        private final HikariDataSource connections;
        private final AtomicBoolean underWay = new AtomicBoolean();

        private GivenUp(HikariDataSource connections) {
            this.connections = connections;
        }

        /** The connection itself stays for now: who rolls back on it is told the reason once more. */
        // the interface has a type of the same name as the annotation
        @java.lang.Override
        public Override adjudicate(SQLException problem) {
            if (!Unstored.closed(problem)) {
                return Override.CONTINUE_EVICT;
            }
            HikariPoolMXBean pool = connections.getHikariPoolMXBean();
            if (pool != null && underWay.compareAndSet(false, true)) {
                Thread thread = new Thread(() -> giveUpAll(pool), "fresh-connections");
                thread.setDaemon(true);
                thread.start();
            }
            return Override.DO_NOT_EVICT;
        }

        private void giveUpAll(HikariPoolMXBean pool) {
            pool.suspendPool();
            try {
                long end = System.nanoTime() + PATIENCE.toNanos();
                do {
                    pool.softEvictConnections();
                    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                } while (pool.getTotalConnections() > 0 && System.nanoTime() < end);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                pool.resumePool();
                underWay.set(false);
            }
        }
    }
}
