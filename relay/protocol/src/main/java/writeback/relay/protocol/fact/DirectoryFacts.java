package writeback.relay.protocol.fact;

import java.time.Instant;
import java.util.List;

/**
 * One domain as one domain controller showed it. A directory that does not answer is reported with every field unseen,
 * never by leaving the report out.
 *
 * @param readAt when the relay looked, by its clock
 * @param domainController who answered; the PDC emulator if it can be reached
 * @param enabledAccounts how many enabled user accounts were counted; the count stops at {@link #COUNTED_AT_MOST}
 * @param linkedGpos every link at the domain root, highest precedence first, those that do not apply included
 * @param passwordSettings every PSO that the reading account can see; unseen when it cannot tell whether there are any
 * @param policyHints whether the domain controller offers the policy-hints control (1.2.840.113556.1.4.2239 or .2066)
 * @param changeAccess what the changing account may do to the GPO that decides
 * @param replicas the domain's other domain controllers
 * @param domains every domain of the forest, this one included, and those of other forests that the relay serves
 */
public record DirectoryFacts(
        Instant readAt,
        Sighting<DomainController> domainController,
        Sighting<Long> enabledAccounts,
        Sighting<DomainHead> domainHead,
        Sighting<List<LinkedGpo>> linkedGpos,
        Sighting<List<PasswordSettings>> passwordSettings,
        Sighting<Boolean> policyHints,
        Sighting<GpoChangeAccess> changeAccess,
        Sighting<List<Replica>> replicas,
        Sighting<List<ForestDomain>> domains) {

    /** Enough to know that there are accounts, little enough to be quick in a large domain. */
    public static final long COUNTED_AT_MOST = 1000;

    /** The report of a look that saw nothing. */
    public static DirectoryFacts allUnseen(Instant readAt, Cause cause, String detail) {
        return new DirectoryFacts(
                readAt,
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail));
    }
}
