package writeback.bot.coverage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import writeback.relay.protocol.fact.CoveragePage;

/** Counts by organisational unit while a walk is under way: in the database, since there may be very many units. */
@Component
class CoverageUnits {

    static final int SHOWN = 8;
    private static final int LONGEST_NAME = 1000;

    private final JdbcClient jdbc;

    CoverageUnits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a page's counts. Only who holds the walk's lock may. */
    void add(String run, List<CoveragePage.Unit> units) {
        for (CoveragePage.Unit unit : units) {
            long unknown = unit.reasons().stream()
                    .filter(count -> count.reason().isUnknown())
                    .mapToLong(CoveragePage.Count::users)
                    .sum();
            String hash = hash(unit.name());
            int known = jdbc.sql("update coverage_unit set users = users + ?, covered = covered + ?,"
                            + " untold = untold + ? where run_id = ? and name_hash = ?")
                    .params(unit.users(), unit.covered(), unknown, run, hash)
                    .update();
            if (known == 0) {
                jdbc.sql("insert into coverage_unit (run_id, name_hash, name, users, covered, untold)"
                                + " values (?, ?, ?, ?, ?, ?)")
                        .params(
                                run,
                                hash,
                                CoverageStore.clip(unit.name(), LONGEST_NAME),
                                unit.users(),
                                unit.covered(),
                                unknown)
                        .update();
            }
        }
    }

    /** The units with most users that cannot be written back, then all others as one without a name. */
    List<CoverageRun.Unit> top(String run) {
        List<CoverageRun.Unit> top = new ArrayList<>(jdbc.sql(
                        "select name, users, covered, untold from coverage_unit where run_id = ?"
                                + " order by users - covered desc, users desc, name fetch first " + SHOWN
                                + " rows only")
                .param(run)
                .query((row, number) -> new CoverageRun.Unit(
                        row.getString("name"), row.getLong("users"), row.getLong("covered"), row.getLong("untold")))
                .list());
        CoverageRun.Unit all = jdbc.sql("select coalesce(sum(users), 0), coalesce(sum(covered), 0),"
                        + " coalesce(sum(untold), 0) from coverage_unit where run_id = ?")
                .param(run)
                .query((row, number) -> new CoverageRun.Unit("", row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
        CoverageRun.Unit others = top.stream()
                .reduce(
                        all,
                        (rest, unit) -> new CoverageRun.Unit(
                                "",
                                rest.users() - unit.users(),
                                rest.covered() - unit.covered(),
                                rest.unknown() - unit.unknown()));
        if (others.users() > 0) {
            top.add(others);
        }
        return top;
    }

    void forget(String run) {
        jdbc.sql("delete from coverage_unit where run_id = ?").param(run).update();
    }

    /** Names are compared without case, and may be longer than an index takes. */
    private static String hash(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
