package writeback.relay.grouppolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WinningGpo;

/** Reads every GPO that is linked at the domain root, as one domain controller shows it. */
public final class LinkedGpoReader {

    private LinkedGpoReader() {}

    /** The links, highest precedence first; a GPO that cannot be read is there with its contents unseen. */
    public static Sighting<List<LinkedGpo>> read(DomainSession session, SysvolFiles sysvol) {
        try {
            List<GpLink.Entry> entries = links(session).entries();
            List<LinkedGpo> links = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                links.add(linked(session, sysvol, entries.get(i), i + 1));
            }
            return Sighting.seen(WinningGpo.inPrecedence(links));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** @throws DirectoryTrouble when {@code gPLink} of the domain root cannot be read */
    public static GpLink links(DomainSession session) throws DirectoryTrouble {
        Optional<String> value =
                session.entry(session.baseDn(), "gPLink").map(head -> head.getAttributeValue("gPLink"));
        if (value.isEmpty()) {
            throw new DirectoryTrouble(
                    Cause.DENIED, "gPLink of the domain is not set, or hidden from " + session.account());
        }
        try {
            return GpLink.parse(value.get());
        } catch (MalformedPolicyException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, e.getMessage());
        }
    }

    private static LinkedGpo linked(DomainSession session, SysvolFiles sysvol, GpLink.Entry link, int order) {
        try {
            GpoSnapshot snapshot = GpoSnapshot.read(session, link, sysvol);
            return new LinkedGpo(
                    link.id(), snapshot.name(), order, link.enforced(), link.enabled(), snapshot.meaning());
        } catch (DirectoryTrouble e) {
            return unread(link, order, e.unseen());
        } catch (MalformedPolicyException e) {
            return unread(link, order, Sighting.unseen(Cause.MALFORMED, e.getMessage()));
        }
    }

    private static LinkedGpo unread(GpLink.Entry link, int order, Sighting<GpoContents> contents) {
        return new LinkedGpo(link.id(), "{" + link.id() + "}", order, link.enforced(), link.enabled(), contents);
    }
}
