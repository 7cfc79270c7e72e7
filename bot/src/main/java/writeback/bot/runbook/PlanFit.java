package writeback.bot.runbook;

import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

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
            PlanFit one = check(action, seen);
            if (one == MOVED) {
                return MOVED;
            }
            fit = one == CANNOT_TELL ? CANNOT_TELL : fit;
        }
        return fit;
    }

    /** Whether what this one action expects is there. */
    public static PlanFit check(Action action, Snapshot seen) {
        if (!(seen.at(action.domain()) instanceof Seen<Optional<Snapshot>> found)) {
            return CANNOT_TELL;
        }
        return found.value().map(there -> in(action, there)).orElse(MOVED);
    }

    private static PlanFit in(Action action, Snapshot there) {
        if (action instanceof SetMinimumPasswordAge set) {
            return fits(set, there);
        }
        if (action instanceof SetPsoMinimumAge set) {
            return of(there.inDirectory(DirectoryFacts::passwordSettings).map(all -> find(all, set.pso())
                    .filter(pso -> pso.minimumPasswordAge().equals(set.before()))
                    .isPresent()));
        }
        if (action instanceof GrantRights grant) {
            return of(there.inConnector(ConnectorFacts::rootDescriptor)
                    .map(list -> list.equals(grant.expected())
                            && trusted(there, grant.trustee())
                            && there.inDirectory(DirectoryFacts::domainHead)
                                    .map(DomainHead::distinguishedName)
                                    .equals(Sighting.seen(grant.target()))));
        }
        if (action instanceof RevokeRights revoke) {
            return of(there.inConnector(ConnectorFacts::missingAtRoot)
                    .map(missing -> missing.stream().noneMatch(revoke.entries()::contains)
                            && trusted(there, revoke.trustee())));
        }
        return there.inDirectory(DirectoryFacts::domainController).isSeen() ? FITS : CANNOT_TELL;
    }

    private static PlanFit of(Sighting<Boolean> asExpected) {
        return asExpected.fold(fits -> fits ? FITS : MOVED, unseen -> CANNOT_TELL);
    }

    static Optional<PasswordSettings> find(List<PasswordSettings> all, String distinguishedName) {
        return all.stream()
                .filter(pso -> pso.distinguishedName().equalsIgnoreCase(distinguishedName))
                .findFirst();
    }

    /** Whether the entries' account is still the one with which Entra Connect writes. */
    static boolean trusted(Snapshot there, String trustee) {
        return there.connector().fold(account -> account.securityIdentifier().equals(trustee), unseen -> false);
    }

    private static PlanFit fits(SetMinimumPasswordAge set, Snapshot there) {
        if (!(MinimumAgeFindings.winner(there) instanceof Seen<Optional<LinkedGpo>> winner)) {
            return CANNOT_TELL;
        }
        if (winner.value().isEmpty()) {
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
}
