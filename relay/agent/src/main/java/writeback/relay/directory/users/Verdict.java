package writeback.relay.directory.users;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

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
        Grant rights = user.connector().fold(ConnectorRights::forWriteback, unseen -> Grant.CANNOT_TELL);
        switch (rights) {
            case GRANTED -> {}
            case MISSING -> reasons.add(CoverageReason.RIGHTS_MISSING);
            case DENIED -> reasons.add(CoverageReason.RIGHTS_DENIED);
            case CANNOT_TELL -> reasons.add(CoverageReason.CANNOT_TELL);
        }
        if (rights == Grant.MISSING) {
            judge(user.inheritanceOff(), off -> off, CoverageReason.INHERITANCE_OFF, add);
        }
        return List.copyOf(reasons);
    }

    private static <T> void judge(
            Sighting<T> sighting, Predicate<T> stands, CoverageReason reason, Consumer<CoverageReason> add) {
        boolean told = sighting.fold(value -> stands.test(value), unseen -> true);
        if (told) {
            add.accept(sighting.isSeen() ? reason : CoverageReason.CANNOT_TELL);
        }
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
