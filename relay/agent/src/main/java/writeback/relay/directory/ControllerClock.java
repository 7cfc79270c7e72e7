package writeback.relay.directory;

import com.unboundid.util.StaticUtils;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a domain controller's clock with ours, and tells the log once a domain controller. By default Kerberos lets
 * clocks be five minutes apart (MS-KILE 3.3.1, "maximum tolerance for computer clock synchronization").
 */
final class ControllerClock {

    private static final Logger LOG = System.getLogger(ControllerClock.class.getName());
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private ControllerClock() {}

    /** @param currentTime as its rootDSE shows it */
    static void look(String host, @Nullable String currentTime) {
        if (currentTime == null) {
            return;
        }
        Optional<Duration> apart = apart(currentTime, Instant.now());
        if (apart.isEmpty()) {
            TOLD.remove(host);
        } else if (TOLD.add(host)) {
            LOG.log(
                    Level.WARNING,
                    "The clock of {0} is {1} minutes from this machine''s: Kerberos will refuse, times shown are wrong",
                    host,
                    apart.get().toMinutes());
        }
    }

    /** How much it is ahead of us, if that is more than is tolerated; empty also when it is no time. */
    static Optional<Duration> apart(String currentTime, Instant now) {
        return ahead(currentTime, now).filter(ahead -> ahead.abs().compareTo(TOLERATED) > 0);
    }

    /** How much it is ahead of us; empty when it is no time. */
    static Optional<Duration> ahead(String currentTime, Instant now) {
        try {
            return Optional.of(Duration.between(
                    now, StaticUtils.decodeGeneralizedTime(currentTime).toInstant()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
