package writeback.relay.grouppolicy;

import java.nio.file.Path;
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

/** Reads every GPO that is linked at the domain root. Thread-safe. */
public final class LinkedGpoReader {

    private final Path sysvol;

    /** @param sysvol the folder that has a folder for the domain */
    public LinkedGpoReader(Path sysvol) {
        this.sysvol = sysvol;
    }

    /** The links, highest precedence first; a GPO that cannot be read is there with its contents unseen. */
    public Sighting<List<LinkedGpo>> read(DomainSession session) {
        try {
            List<GpLink.Entry> entries = links(session).entries();
            List<LinkedGpo> links = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                links.add(linked(session, entries.get(i), i + 1));
            }
            return Sighting.seen(WinningGpo.inPrecedence(links));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** @throws DirectoryTrouble when {@code gPLink} of the domain root cannot be read */
    public GpLink links(DomainSession session) throws DirectoryTrouble {
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

    /** One linked GPO from both stores. */
    public GpoSnapshot snapshot(DomainSession session, GpLink.Entry link) throws DirectoryTrouble {
        return GpoSnapshot.read(session, link, sysvol);
    }

    GpoFolder folder(DomainSession session, GpLink.Entry link) {
        return new GpoFolder(sysvol, session.domain(), link.id());
    }

    private LinkedGpo linked(DomainSession session, GpLink.Entry link, int order) {
        try {
            GpoSnapshot snapshot = snapshot(session, link);
            return new LinkedGpo(
                    link.id(),
                    snapshot.name(),
                    order,
                    link.enforced(),
                    link.enabled(),
                    Sighting.seen(snapshot.contents()));
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
