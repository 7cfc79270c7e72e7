package writeback.bot.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import writeback.bot.Place;

/**
 * The trail in the database. Writers queue at the row of {@code audit_head} until the one before has committed, so append
 * late in a transaction and do nothing slow after it.
 */
@Component
class ChainedTrail implements AuditTrail {

    private final JdbcClient jdbc;
    private final Place place;
    private final Clock clock;

    ChainedTrail(JdbcClient jdbc, Place place, Clock clock) {
        this.jdbc = jdbc;
        this.place = place;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void append(String kind, String actor, String subject, Map<String, String> details) {
        AuditHead head = jdbc.sql("select seq, hash from audit_head where id = 1 for update")
                .query((row, number) -> new AuditHead(row.getLong("seq"), row.getString("hash")))
                .single();
        AuditRow row = new AuditRow(
                head.seq() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                place.tenant().id(),
                place.premises().id(),
                kind,
                actor,
                subject,
                AuditRow.canonical(details),
                head.hash());
        String hash = row.hash();
        jdbc.sql(
                        "insert into audit_trail (seq, at, tenant, premises, kind, actor, subject, details, previous_hash, hash)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        row.seq(),
                        row.at(),
                        row.tenant(),
                        row.premises(),
                        row.kind(),
                        row.actor(),
                        row.subject(),
                        row.details(),
                        row.previousHash(),
                        hash)
                .update();
        jdbc.sql("update audit_head set seq = ?, hash = ? where id = 1")
                .params(row.seq(), hash)
                .update();
    }
}
