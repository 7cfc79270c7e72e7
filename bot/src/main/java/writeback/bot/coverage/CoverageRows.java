package writeback.bot.coverage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoverageReason;

/** The users that cannot be written back, in the pages in which they came; never more than one page in memory. */
@Component
class CoverageRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_NAME = 1000;

    /** @param readAt when the domain controller was asked */
    record Page(Instant readAt, String domainController, List<Row> rows) {}

    record Row(
            String distinguishedName, String samAccountName, String userPrincipalName, List<CoverageReason> reasons) {}

    private final JdbcClient jdbc;

    CoverageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String run, int step, CoveragePage page) {
        if (page.rows().isEmpty()) {
            return;
        }
        List<Row> rows = page.rows().stream()
                .map(row -> new Row(
                        clip(row.distinguishedName()),
                        clip(row.samAccountName()),
                        clip(row.userPrincipalName()),
                        row.reasons()))
                .toList();
        jdbc.sql("insert into coverage_page (run_id, step, users, content) values (?, ?, ?, ?)")
                .params(run, step, rows.size(), zipped(new Page(page.readAt(), clip(page.domainController()), rows)))
                .update();
    }

    long count(String run) {
        return jdbc.sql("select coalesce(sum(users), 0) from coverage_page where run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    void each(String run, Consumer<Page> taker) {
        List<Integer> steps = jdbc.sql("select step from coverage_page where run_id = ? order by step")
                .param(run)
                .query(Integer.class)
                .list();
        for (int step : steps) {
            jdbc.sql("select content from coverage_page where run_id = ? and step = ?")
                    .params(run, step)
                    .query((row, number) -> row.getBytes(1))
                    .optional()
                    .map(CoverageRows::unzipped)
                    .ifPresentOrElse(taker, () -> {
                        throw new IllegalStateException("the list of " + run + " was deleted while it was read");
                    });
        }
    }

    void forget(String run) {
        jdbc.sql("delete from coverage_page where run_id = ?").param(run).update();
    }

    private static String clip(String text) {
        return CoverageStore.clip(text, LONGEST_NAME);
    }

    private static byte[] zipped(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            JSON.writeValue(zip, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Page unzipped(byte[] content) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return JSON.readValue(zip, Page.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
