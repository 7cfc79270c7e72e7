package writeback.bot.change;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * Whether a reset in the cloud has arrived in Active Directory. {@code pwdLastSet} does not tell: after a reset that forces
 * a change it may be zero before and after. The version of {@code unicodePwd} in the replication metadata does; where it
 * cannot be read, an event of the sync server that names the account must do.
 */
enum Arrival {
    ARRIVED,
    /** Everything could be seen, and there is no sign of it. */
    NOT_THERE,
    CANNOT_TELL;

    /** An administrator's reset began, and ended well (Troubleshoot self-service password reset writeback). */
    private static final int RESET_STARTED = 31009;

    private static final int RESET_DONE = 31010;

    private static final String VERSION = "version";
    private static final String LAST_EVENT = "lastEvent";

    /** What must be remembered from before the reset. Empty when neither side can be seen, and nothing could be shown. */
    static Map<String, String> before(World.Arrivals seen) {
        Map<String, String> before = new HashMap<>();
        if (version(seen) instanceof Seen<Long> version) {
            before.put(VERSION, String.valueOf(version.value()));
        }
        if (seen.events() instanceof Seen<List<WritebackEvent>> events) {
            // by the server's own clock, which may differ from ours
            before.put(
                    LAST_EVENT,
                    events.value().stream()
                            .map(WritebackEvent::at)
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH)
                            .toString());
        }
        return before;
    }

    static Arrival judge(Map<String, String> before, World.Arrivals seen, String userPrincipalName) {
        String versionBefore = before.get(VERSION);
        boolean versionsKnown = versionBefore != null && version(seen).isSeen();
        boolean moved =
                versionsKnown && version(seen) instanceof Seen<Long> now && now.value() > Long.parseLong(versionBefore);
        if (versionsKnown && !moved) {
            return NOT_THERE;
        }
        String lastEvent = before.get(LAST_EVENT);
        if (lastEvent == null || !(seen.events() instanceof Seen<List<WritebackEvent>> events)) {
            return CANNOT_TELL;
        }
        boolean told = pair(
                events.value().stream()
                        .filter(event -> event.at().isAfter(Instant.parse(lastEvent)))
                        .toList(),
                moved ? "" : userPrincipalName);
        if (told) {
            return ARRIVED;
        }
        return moved ? CANNOT_TELL : NOT_THERE;
    }

    private static Sighting<Long> version(World.Arrivals seen) {
        return seen.account().flatMap(AccountFacts::passwordVersion);
    }

    private static boolean pair(List<WritebackEvent> events, String mention) {
        boolean started = false;
        for (WritebackEvent event : events) {
            if (!event.message().toLowerCase(Locale.ROOT).contains(mention.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (event.id() == RESET_STARTED) {
                started = true;
            } else if (event.id() == RESET_DONE && started) {
                return true;
            }
        }
        return false;
    }

    /** Why it cannot be told, for an administrator's eyes. */
    static String why(World.Arrivals seen) {
        if (seen.events() instanceof Unseen<?> unseen) {
            return "sync server's events unseen: " + unseen.cause() + " " + unseen.detail();
        }
        if (version(seen) instanceof Unseen<?> unseen) {
            return "version of unicodePwd unseen: " + unseen.cause() + " " + unseen.detail();
        }
        return "no events 31009 and 31010 on the sync server";
    }
}
