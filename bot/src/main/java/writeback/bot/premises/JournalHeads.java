package writeback.bot.premises;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.bot.audit.AuditCheck;
import writeback.bot.audit.AuditHead;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Heads;

/**
 * What each side tells the other of its trail. The newest line heard of an agent's journal only ever moves on: an agent
 * that comes with less has lost what lies between, and is told so with every command.
 */
final class JournalHeads {

    private static final String ROW = " where tenant = ? and premises = ? and agent = ?";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;
    private final AuditCheck trail;

    JournalHeads(JdbcClient jdbc, Clock clock, Place place, AuditCheck trail) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
        this.trail = trail;
    }

    /** What goes with a command to this agent. */
    Heads citedTo(String agent) {
        AuditHead head = trail.head();
        return new Heads(
                head.seq() == 0 ? null : new ChainHead(head.seq(), head.hash()),
                of(agent).orElse(null));
    }

    /** Newest line heard of. */
    Optional<ChainHead> of(String agent) {
        return jdbc.sql("select number, hash from premises_journal" + ROW)
                .params(place.tenant().id(), place.premises().id(), agent)
                .query((row, number) -> new ChainHead(row.getLong("number"), row.getString("hash")))
                .optional();
    }

    /** Remembers a line that an agent told under its signature, outside the caller's transaction if there is none. */
    void heard(String agent, ChainHead head) {
        if (of(agent).isEmpty()) {
            try {
                jdbc.sql("insert into premises_journal (number, hash, heard_at, tenant, premises, agent)"
                                + " values (?, ?, ?, ?, ?, ?)")
                        .params(
                                head.number(),
                                head.hash(),
                                now(),
                                place.tenant().id(),
                                place.premises().id(),
                                agent)
                        .update();
                return;
            } catch (DuplicateKeyException e) {
                // another reply of its came first
            }
        }
        jdbc.sql("update premises_journal set number = ?, hash = ?, heard_at = ?" + ROW + " and number < ?")
                .params(
                        head.number(),
                        head.hash(),
                        now(),
                        place.tenant().id(),
                        place.premises().id(),
                        agent,
                        head.number())
                .update();
    }

    /** An agent begins a new journal: it was enrolled again, and a person confirmed that. */
    void forget(String agent) {
        jdbc.sql("delete from premises_journal" + ROW)
                .params(place.tenant().id(), place.premises().id(), agent)
                .update();
    }

    private Object now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
