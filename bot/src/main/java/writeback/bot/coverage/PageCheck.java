package writeback.bot.coverage;

import writeback.relay.protocol.fact.CoveragePage;

/** A relay's answers are untrusted in content: a page whose figures do not add up would make the whole sum wrong. */
final class PageCheck {

    private PageCheck() {}

    /**
     * What is wrong with a page, empty if nothing is.
     *
     * @param cursor with which it was asked for
     * @param size users that it may hold at most
     */
    static String fault(CoveragePage page, String cursor, int size) {
        if (page.looked() < 0 || page.looked() > size) {
            return "a page of " + page.looked() + " users, asked for at most " + size;
        }
        if (page.next().equals(cursor) && !cursor.isEmpty()) {
            return "the page leads back to itself";
        }
        long users = 0;
        long left = 0;
        for (CoveragePage.Unit unit : page.units()) {
            long without = 0;
            for (CoveragePage.Count count : unit.reasons()) {
                if (count.users() < 0) {
                    return "a negative count";
                }
                without += count.users();
            }
            if (unit.covered() < 0 || unit.covered() + without != unit.users()) {
                return "the figures of a unit do not add up";
            }
            users += unit.users();
            left += without;
        }
        if (users != page.looked()) {
            return "the units hold " + users + " users of " + page.looked();
        }
        if (left != page.rows().size()) {
            return page.rows().size() + " rows for " + left + " users";
        }
        return page.rows().stream().anyMatch(row -> row.reasons().isEmpty()) ? "a row without a reason" : "";
    }
}
