package writeback.relay.directory;

import com.unboundid.ldap.sdk.Entry;
import java.util.Optional;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.Sighting;

/** Reads the account policy that is in force now. */
public final class DomainHeadReader {

    private static final String MINIMUM_AGE = "minPwdAge";
    private static final String HISTORY = "pwdHistoryLength";

    private DomainHeadReader() {}

    public static Sighting<DomainHead> read(DomainSession session) {
        try {
            Optional<? extends Entry> head = session.entry(session.baseDn(), MINIMUM_AGE, HISTORY);
            if (head.isEmpty()) {
                return Sighting.unseen(Cause.DENIED, session.baseDn() + " is hidden from " + session.account());
            }
            String age = head.get().getAttributeValue(MINIMUM_AGE);
            String history = head.get().getAttributeValue(HISTORY);
            if (age == null || history == null) {
                return Sighting.unseen(
                        Cause.DENIED, (age == null ? MINIMUM_AGE : HISTORY) + " is hidden from " + session.account());
            }
            return Sighting.seen(new DomainHead(
                    session.domain(),
                    session.baseDn(),
                    Ticks.span(MINIMUM_AGE, age),
                    Math.toIntExact(Ticks.number(HISTORY, history))));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }
}
