package writeback.relay.protocol.fact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which GPO decides the domain's minimum password age at the next refresh that applies it. Settings of the account policy
 * are cumulative over the links at the domain root: the first in precedence that defines the value wins (Account
 * policies; MS-GPOL 3.2.5.1.5 for enforced links, which come before the plain ones).
 */
public final class WinningGpo {

    private WinningGpo() {}

    /** The links in the order in which they are asked: enforced before plain, link order 1 first within each kind. */
    public static List<LinkedGpo> inPrecedence(List<LinkedGpo> links) {
        List<LinkedGpo> ordered = new ArrayList<>(links);
        ordered.sort(Comparator.comparing((LinkedGpo gpo) -> !gpo.enforced()).thenComparingInt(LinkedGpo::linkOrder));
        return List.copyOf(ordered);
    }

    /**
     * The GPO that decides.
     *
     * @return seen and empty when no applying GPO defines the value (the domain head then keeps what it has); unseen when
     *     an object that could decide cannot be read
     */
    public static Sighting<Optional<LinkedGpo>> forMinimumPasswordAge(List<LinkedGpo> links) {
        for (LinkedGpo gpo : inPrecedence(links)) {
            if (!gpo.linkEnabled()) {
                continue;
            }
            if (gpo.contents() instanceof Unseen<GpoContents> unseen) {
                return Sighting.unseen(unseen.cause(), "GPO " + gpo.name() + ": " + unseen.detail());
            }
            GpoContents contents = ((Seen<GpoContents>) gpo.contents()).value();
            if (contents.appliesToComputers() && contents.minimumPasswordAgeDays() != null) {
                return Sighting.seen(Optional.of(gpo));
            }
        }
        return Sighting.seen(Optional.empty());
    }
}
