package writeback.bot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Says once a minute in one line that nothing can be stored, in the place of everybody's stack traces: what asks the
 * database does so several times a second, and often it is the log's disk, too, that is full.
 */
@Component
class QuietOutage extends TurboFilter implements InitializingBean, DisposableBean {

    private static final long EVERY = Duration.ofMinutes(1).toNanos();
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(QuietOutage.class);

    private final AtomicLong said = new AtomicLong(System.nanoTime() - EVERY);

    @Override
    public void afterPropertiesSet() {
        setName("outage");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            start();
            logging.addTurboFilter(this);
        }
    }

    @Override
    public void destroy() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, @Nullable Throwable fault) {
        Throwable told = fault == null && params != null && params.length > 0
                ? params[params.length - 1] instanceof Throwable last ? last : null
                : fault;
        if (told == null || !Unstored.is(told)) {
            return FilterReply.NEUTRAL;
        }
        long now = System.nanoTime();
        long before = said.get();
        if (now - before >= EVERY && said.compareAndSet(before, now)) {
            LOG.error(
                    "Nothing can be stored at present: {}. People and relays are told to come again. It goes on by itself"
                            + " once the database can be written.",
                    root(told));
        }
        return FilterReply.DENY;
    }

    private static String root(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .reduce((outer, inner) -> inner)
                .orElse(fault)
                .toString();
    }
}
