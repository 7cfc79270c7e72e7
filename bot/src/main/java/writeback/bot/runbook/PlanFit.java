package writeback.bot.runbook;

import java.util.Optional;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Whether the world is still the one that a plan was made for. */
public enum PlanFit {
    /** Every value that the plan expects is there. */
    FITS,
    /** Something is no longer as the plan expects. */
    MOVED,
    /** It cannot be seen; not fine. */
    CANNOT_TELL;

    public static PlanFit check(Plan plan, Snapshot seen) {
        if (!plan.tenant().equals(seen.tenant()) || !plan.premises().equals(seen.premises())) {
            return MOVED;
        }
        PlanFit fit = FITS;
        for (Action action : plan.actions()) {
            PlanFit one = action instanceof SetMinimumPasswordAge set ? check(set, seen) : reachable(action, seen);
            if (one == MOVED) {
                return MOVED;
            }
            fit = one == CANNOT_TELL ? CANNOT_TELL : fit;
        }
        return fit;
    }

    private static PlanFit check(SetMinimumPasswordAge set, Snapshot seen) {
        Sighting<String> domain = seen.inDirectory(DirectoryFacts::domainHead).map(DomainHead::dnsName);
        if (!(domain instanceof Seen<String> name)
                || !(MinimumAgeFindings.winner(seen) instanceof Seen<Optional<LinkedGpo>> winner)) {
            return CANNOT_TELL;
        }
        if (!name.value().equals(set.domain()) || winner.value().isEmpty()) {
            return MOVED;
        }
        LinkedGpo gpo = winner.value().get();
        GpoContents contents = ((Seen<GpoContents>) gpo.contents()).value();
        if (contents.versionsDiffer()) {
            return CANNOT_TELL;
        }
        Integer days = contents.minimumPasswordAgeDays();
        return gpo.id().equals(set.gpo()) && days != null && days == set.beforeDays() ? FITS : MOVED;
    }

    private static PlanFit reachable(Action rehearsal, Snapshot seen) {
        Sighting<String> domain = seen.inDirectory(DirectoryFacts::domainHead).map(DomainHead::dnsName);
        if (domain instanceof Seen<String> name && !name.value().equals(rehearsal.domain())) {
            return MOVED;
        }
        return domain.isSeen()
                        && seen.inDirectory(DirectoryFacts::domainController).isSeen()
                ? FITS
                : CANNOT_TELL;
    }
}
