package writeback.bot.runbook;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/** Reading stored evidence in the light of what is seen now. */
final class Proofs {

    private Proofs() {}

    /** Of what was tried in the relay's first domain; another domain's says nothing of this one. */
    static Optional<Evidence> newest(Snapshot seen, Claim claim) {
        return seen.evidence().stream()
                .filter(evidence -> evidence.claim() == claim)
                .filter(evidence -> isOfHere(seen, evidence))
                .max(Comparator.comparing(Evidence::at));
    }

    /** Where it is not known which domain this is, the domain head is out of sight, and no proof counts anyway. */
    private static boolean isOfHere(Snapshot seen, Evidence evidence) {
        return switch (evidence.claim()) {
            case POLICY, CHANNEL -> seen.home().fold(home -> home.equalsIgnoreCase(evidence.domain()), unseen -> true);
            case SELF_SERVICE, INTEGRATION, SCOPE -> true;
        };
    }

    /** Young enough, and what it rested on is in sight and has not moved. */
    static boolean fresh(Snapshot seen, Evidence evidence) {
        return evidence.at().plus(Evidence.LIFETIME).isAfter(seen.takenAt())
                && inSight(seen, evidence.claim())
                && evidence.fingerprint().equals(Fingerprint.of(evidence.claim(), seen));
    }

    /** The first of what this evidence rests on that is out of sight now, if it is young enough to count at all. */
    static Optional<Unseen<?>> outOfSight(Snapshot seen, Evidence evidence) {
        return evidence.at().plus(Evidence.LIFETIME).isAfter(seen.takenAt())
                ? ground(seen, evidence.claim())
                        .filter(sighting -> !sighting.isSeen())
                        .findFirst()
                        .map(sighting -> (Unseen<?>) sighting)
                : Optional.empty();
    }

    private static Stream<Sighting<?>> ground(Snapshot seen, Claim claim) {
        return switch (claim) {
            case POLICY ->
                Stream.of(
                        seen.inDirectory(DirectoryFacts::domainHead),
                        MinimumAgeFindings.winner(seen),
                        seen.inDirectory(DirectoryFacts::passwordSettings));
            case CHANNEL ->
                Stream.concat(
                        ground(seen, Claim.POLICY),
                        Stream.of(
                                seen.inConnect(ConnectFacts::version),
                                seen.inConnect(ConnectFacts::passwordWriteback),
                                seen.inConnect(ConnectFacts::connectorAccounts)));
            case SELF_SERVICE, INTEGRATION, SCOPE -> Stream.of();
        };
    }

    /**
     * Two looks that saw nothing are equal, and prove nothing. The PSOs alone may have been out of sight at the proof too: an
     * ordinary reading account does not see them.
     */
    private static boolean inSight(Snapshot seen, Claim claim) {
        return switch (claim) {
            case POLICY ->
                seen.inDirectory(DirectoryFacts::domainHead).isSeen()
                        && MinimumAgeFindings.winner(seen).isSeen();
            case CHANNEL ->
                inSight(seen, Claim.POLICY)
                        && seen.inConnect(ConnectFacts::version).isSeen()
                        && seen.inConnect(ConnectFacts::passwordWriteback).isSeen()
                        && seen.inConnect(ConnectFacts::connectorAccounts).isSeen();
            case SELF_SERVICE, INTEGRATION, SCOPE -> true;
        };
    }
}
