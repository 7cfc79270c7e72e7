package writeback.relay.directory.users;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/**
 * Why a user's password cannot be written back now. Pure; the only place that decides it.
 *
 * <p>Being locked is no reason, for a reset unlocks. Being in Protected Users is none, for nothing documented says so.
 * Inheritance that is off is one only where it goes with a missing right: a user may be granted the rights itself. The
 * minimum age is one while the present password is younger.
 */
public final class Verdict {

    private Verdict() {}

    /** In the order of {@link CoverageReason}, which is the most telling first; empty: it can be written back. */
    public static List<CoverageReason> reasons(Standing user, Instant now) {
        Set<CoverageReason> reasons = EnumSet.noneOf(CoverageReason.class);
        Consumer<CoverageReason> add = reasons::add;
        judge(user.enabled(), enabled -> !enabled, CoverageReason.DISABLED, add);
        judge(user.expiry(), expiry -> isOver(expiry.at(), now), CoverageReason.EXPIRED, add);
        judge(user.protection(), Verdict::isProtected, CoverageReason.PROTECTED, add);
        judge(user.policy(), policy -> isAhead(policy.allowedAgainAt(), now), CoverageReason.MINIMUM_AGE, add);
        judge(user.awkwardUnits(), names -> !names.isEmpty(), CoverageReason.AWKWARD_UNIT, add);
        Optional<CoverageReason> rights = user.connector().fold(Verdict::lacking, Verdict::untold);
        rights.ifPresent(add);
        if (rights.filter(CoverageReason.RIGHTS_MISSING::equals).isPresent()) {
            judge(user.inheritanceOff(), off -> off, CoverageReason.INHERITANCE_OFF, add);
        }
        return List.copyOf(reasons);
    }

    private static <T> void judge(
            Sighting<T> sighting, Predicate<T> stands, CoverageReason reason, Consumer<CoverageReason> add) {
        Optional<CoverageReason> found =
                sighting.fold(value -> stands.test(value) ? Optional.of(reason) : Optional.empty(), Verdict::untold);
        found.ifPresent(add);
    }

    private static Optional<CoverageReason> untold(Unseen<?> unseen) {
        return Optional.of(unseen.cause() == Cause.DENIED ? CoverageReason.HIDDEN : CoverageReason.CANNOT_TELL);
    }

    private static Optional<CoverageReason> lacking(ConnectorRights connector) {
        return switch (connector.forWriteback()) {
            case GRANTED -> Optional.empty();
            case MISSING -> Optional.of(CoverageReason.RIGHTS_MISSING);
            case DENIED -> Optional.of(CoverageReason.RIGHTS_DENIED);
            case CANNOT_TELL -> Optional.of(CoverageReason.CANNOT_TELL);
        };
    }

    private static boolean isProtected(Protection protection) {
        return protection.adminCount() || !protection.groups().isEmpty();
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !end.isAfter(now);
    }

    private static boolean isAhead(@Nullable Instant moment, Instant now) {
        return moment != null && moment.isAfter(now);
    }
}
