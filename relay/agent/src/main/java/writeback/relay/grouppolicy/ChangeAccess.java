package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WinningGpo;

/**
 * Finds out whether the GPO that decides may be edited, without editing it: the directory is asked as the changing account
 * ({@code allowedAttributesEffective}, MS-ADTS 3.1.1.4.5); the files are opened for writing.
 */
public final class ChangeAccess {

    private ChangeAccess() {}

    /**
     * The access.
     *
     * @param changing a session of the changing account
     * @param sysvol opened as the changing account
     * @param links what the domain root links
     */
    public static Sighting<GpoChangeAccess> look(DomainSession changing, SysvolFiles sysvol, List<LinkedGpo> links) {
        return WinningGpo.forMinimumPasswordAge(links)
                .flatMap(winner -> winner.isEmpty()
                        ? Sighting.unseen(Cause.FAILED, "no GPO at the domain root defines the minimum password age")
                        : look(changing, sysvol, winner.get()));
    }

    private static Sighting<GpoChangeAccess> look(DomainSession changing, SysvolFiles files, LinkedGpo winner) {
        try {
            for (GpLink.Entry link : LinkedGpoReader.links(changing).entries()) {
                if (link.id().equals(winner.id())) {
                    boolean directory = mayWriteVersion(changing, link.distinguishedName());
                    boolean sysvol = new GpoFolder(files, changing.domain(), link.id()).writable();
                    return Sighting.seen(new GpoChangeAccess(changing.account(), winner.id(), directory, sysvol));
                }
            }
            return Sighting.unseen(Cause.FAILED, "the link of " + winner.name() + " is gone");
        } catch (DirectoryTrouble e) {
            return e.unseen();
        } catch (IOException e) {
            return GpoSnapshot.trouble(e).unseen();
        }
    }

    private static boolean mayWriteVersion(DomainSession session, String distinguishedName) throws DirectoryTrouble {
        Optional<? extends Entry> gpo = session.entry(distinguishedName, "allowedAttributesEffective");
        if (gpo.isEmpty()) {
            return false;
        }
        String[] allowed = gpo.get().getAttributeValues("allowedAttributesEffective");
        return allowed != null && List.of(allowed).stream().anyMatch("versionNumber"::equalsIgnoreCase);
    }
}
