package writeback.bot.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoverageReason;

/**
 * One walk over all users.
 *
 * @param asked what the asker named: a distinguished name, a domain's DNS name, or nothing
 * @param step grows with every page
 * @param units when it has ended: those with most users that cannot be written back, then the others in one
 * @param trouble why the last try brought no page, or why it failed
 */
public record CoverageRun(
        String id,
        PersonId asker,
        String asked,
        CoverageState state,
        int step,
        CoverageScope scope,
        Position position,
        Counts counts,
        List<Unit> units,
        @Nullable Trouble trouble,
        Times times) {

    public CoverageRun {
        units = List.copyOf(units);
    }

    /**
     * Where it goes on.
     *
     * @param leg index of the domain that is being walked
     * @param cursor the relay's word; empty at the beginning of a domain
     * @param base users of the domains that are finished
     * @param beganAnew the relay did not take the cursor once
     */
    public record Position(int leg, String cursor, long base, boolean beganAnew) {

        static final Position START = new Position(0, "", 0, false);
    }

    /**
     * @param covered how many of those looked at can be written back
     * @param expected about how many users there are in all, null while that is not known
     * @param reasons how many cannot, by first reason
     */
    public record Counts(long looked, long covered, @Nullable Long expected, Map<CoverageReason, Long> reasons) {

        static final Counts NONE = new Counts(0, 0, null, Map.of());

        public Counts {
            reasons = Map.copyOf(reasons);
        }

        /** Of how many users it cannot be told. */
        public long unknown() {
            return reasons.entrySet().stream()
                    .filter(reason -> reason.getKey().isUnknown())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        /** How many cannot be written back for sure. */
        public long uncovered() {
            return looked - covered - unknown();
        }
    }

    /**
     * @param name distinguished name; empty: all others together
     * @param unknown of how many it cannot be told; the rest cannot be written back
     */
    public record Unit(String name, long users, long covered, long unknown) {}

    /**
     * @param detail in English, as the system gave it; foreign
     * @param tries how many have failed for this page
     */
    public record Trouble(Cause cause, String detail, Instant since, int tries) {}

    /**
     * @param toldAt when it was last told
     * @param listUntil when the list of users is deleted; null: there is none
     */
    public record Times(
            Instant startedAt,
            Instant updatedAt,
            Instant toldAt,
            @Nullable Instant endedAt,
            @Nullable Instant listUntil) {}
}
