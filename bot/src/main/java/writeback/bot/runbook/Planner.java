package writeback.bot.runbook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Turns what is missing into a plan. */
public final class Planner {

    private Planner() {}

    /**
     * What would bring the minimum password age to 0.
     *
     * @return empty when there is nothing that the product could change
     */
    public static Optional<Plan> minimumAge(Snapshot seen, String requester, Instant expiresAt) {
        if (!(seen.inDirectory(DirectoryFacts::domainHead) instanceof Seen<DomainHead> head)
                || !(MinimumAgeFindings.winner(seen) instanceof Seen<Optional<LinkedGpo>> winner)
                || winner.value().isEmpty()) {
            return Optional.empty();
        }
        LinkedGpo gpo = winner.value().get();
        GpoContents contents = ((Seen<GpoContents>) gpo.contents()).value();
        Integer days = contents.minimumPasswordAgeDays();
        if (contents.versionsDiffer() || days == null || days == 0 || !SetMinimumPasswordAge.possible(days)) {
            return Optional.empty();
        }
        Action set = new SetMinimumPasswordAge(head.value().dnsName(), gpo.id(), gpo.name(), days, 0);
        return Optional.of(plan(seen, requester, expiresAt, List.of(set)));
    }

    /** The rehearsals on one test account: the policy's first, which needs the directory alone, then the channel's. */
    public static Sighting<Plan> rehearsal(Snapshot seen, AccountFacts account, String requester, Instant expiresAt) {
        return seen.inDirectory(DirectoryFacts::domainHead)
                .map(DomainHead::dnsName)
                .map(domain -> plan(
                        seen,
                        requester,
                        expiresAt,
                        List.of(
                                new RehearsePolicy(domain, account.distinguishedName()),
                                new RehearseChannel(
                                        domain, account.distinguishedName(), account.userPrincipalName()))));
    }

    private static Plan plan(Snapshot seen, String requester, Instant expiresAt, List<Action> actions) {
        return new Plan(seen.tenant(), seen.premises(), requester, expiresAt, actions);
    }
}
