package writeback.relay.protocol.fact;

import java.time.Instant;
import java.util.List;

/**
 * One page of a walk over all users. Pages of one walk add up; a walk goes on from a cursor, after a pause or a restart of
 * the relay too.
 *
 * @param looked users on this page
 * @param units this page's users by organisational unit
 * @param rows the users on this page that cannot be written back, or of whom that cannot be told
 * @param next where the walk goes on, opaque; empty: this was the last page
 * @param expected about how many users the whole walk will look at
 */
public record CoveragePage(
        Instant readAt,
        String domainController,
        int looked,
        List<Unit> units,
        List<Row> rows,
        String next,
        Sighting<Long> expected) {

    /**
     * One organisational unit's part of a page.
     *
     * @param name distinguished name of the unit or container that holds the users
     * @param users how many were looked at
     * @param covered how many can be written back
     * @param reasons how many cannot, by first reason
     */
    public record Unit(String name, int users, int covered, List<Count> reasons) {}

    public record Count(CoverageReason reason, int users) {}

    /** @param reasons the most telling first, at least one */
    public record Row(
            String distinguishedName, String samAccountName, String userPrincipalName, List<CoverageReason> reasons) {}
}
