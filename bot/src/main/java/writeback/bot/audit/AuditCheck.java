package writeback.bot.audit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Walks the trail from its first row. */
@Component
public class AuditCheck {

    private static final int PAGE = 500;
    private static final String BEFORE_THE_FIRST = "0".repeat(64);

    private final JdbcClient jdbc;

    AuditCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What walking the trail showed. */
    public sealed interface Result {
        record Intact(AuditHead head) implements Result {}

        /** @param seq of the first row that is wrong, missing or beyond the head */
        record Broken(long seq, String why) implements Result {}
    }

    /** The newest row, for whoever wants to cite it. */
    public AuditHead head() {
        return jdbc.sql("select seq, hash from audit_head where id = 1")
                .query((row, number) -> new AuditHead(row.getLong("seq"), row.getString("hash")))
                .single();
    }

    /** One view of the trail, whatever is added meanwhile. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Result verify() {
        AuditHead head = head();
        String previous = BEFORE_THE_FIRST;
        long expected = 1;
        List<Stored> page = page(expected);
        while (!page.isEmpty()) {
            for (Stored stored : page) {
                AuditRow row = stored.row();
                if (row.seq() != expected) {
                    return new Result.Broken(expected, "missing");
                }
                if (!row.previousHash().equals(previous)) {
                    return new Result.Broken(expected, "does not follow the row before");
                }
                if (!row.hash().equals(stored.hash())) {
                    return new Result.Broken(expected, "its contents do not match its hash");
                }
                previous = stored.hash();
                expected++;
            }
            page = page(expected);
        }
        if (head.seq() != expected - 1) {
            return new Result.Broken(expected, "the trail ends here, its head names row " + head.seq());
        }
        return head.hash().equals(previous)
                ? new Result.Intact(head)
                : new Result.Broken(head.seq(), "its hash is not the one that the head names");
    }

    private List<Stored> page(long from) {
        return jdbc.sql("select * from audit_trail where seq >= ? order by seq fetch first " + PAGE + " rows only")
                .param(from)
                .query((row, number) -> new Stored(
                        new AuditRow(
                                row.getLong("seq"),
                                row.getString("at"),
                                row.getString("tenant"),
                                row.getString("premises"),
                                row.getString("kind"),
                                row.getString("actor"),
                                row.getString("subject"),
                                row.getString("details"),
                                row.getString("previous_hash")),
                        row.getString("hash")))
                .list();
    }

    private record Stored(AuditRow row, String hash) {}
}
