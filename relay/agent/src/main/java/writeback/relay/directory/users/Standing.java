package writeback.relay.directory.users;

import java.util.List;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.AccountReport.Policy;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Sighting;

/** Of one user what {@link Verdict} looks at; each part as in {@link AccountReport}. */
public record Standing(
        Sighting<Boolean> enabled,
        Sighting<Expiry> expiry,
        Sighting<Protection> protection,
        Sighting<Boolean> inheritanceOff,
        Sighting<Policy> policy,
        Sighting<List<String>> awkwardUnits,
        Sighting<ConnectorRights> connector) {

    /** The part of a report that counts. */
    public static Standing of(AccountReport report) {
        return new Standing(
                Sighting.seen(report.account().enabled()),
                report.expiry(),
                report.protection(),
                report.inheritanceOff(),
                report.policy(),
                report.awkwardUnits(),
                report.connector());
    }
}
