package writeback.bot.runbook;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import writeback.relay.protocol.fact.Cause;
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
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Whether what a plan set is what is seen afterwards. */
public enum Verification {
    /** It is there and in force. */
    VERIFIED,
    /** It is written and not yet in force everywhere; look again. */
    NOT_YET,
    /** Something else is there. */
    CONTRADICTED,
    /** It cannot be seen. */
    CANNOT_TELL;

    /** An agent that never looks at the other domain controllers leaves nothing to wait for. */
    private static final Set<Cause> NEVER_LOOKED = EnumSet.of(Cause.NOT_REPORTED, Cause.NOT_YET_LOOKED);

    /** A rehearsal is its own proof: it leaves nothing behind that could be looked up. */
    public static boolean leavesNothing(Action action) {
        return action instanceof RehearsePolicy || action instanceof RehearseChannel;
    }

    public static Verification of(Action action, Snapshot seen) {
        if (leavesNothing(action)) {
            return VERIFIED;
        }
        if (!(seen.at(action.domain()) instanceof Seen<Optional<Snapshot>> found)) {
            return CANNOT_TELL;
        }
        return found.value().map(there -> in(action, there)).orElse(CONTRADICTED);
    }

    private static Verification in(Action action, Snapshot there) {
        if (action instanceof SetMinimumPasswordAge set) {
            return written(set, there);
        }
        if (action instanceof SetPsoMinimumAge set) {
            return of(there.inDirectory(DirectoryFacts::passwordSettings).map(all -> PlanFit.find(all, set.pso())
                    .map(PasswordSettings::minimumPasswordAge)
                    .filter(set.after()::equals)
                    .isPresent()));
        }
        if (action instanceof GrantRights grant) {
            return entries(there, grant.trustee(), missing -> missing.stream().noneMatch(grant.entries()::contains));
        }
        RevokeRights revoke = (RevokeRights) action;
        return entries(there, revoke.trustee(), missing -> missing.containsAll(revoke.entries()));
    }

    /** What is missing is missing for the present connector account; of a former one's entries it says nothing. */
    private static Verification entries(Snapshot there, String trustee, Predicate<List<String>> asSet) {
        return PlanFit.trusted(there, trustee)
                ? of(there.inConnector(ConnectorFacts::missingAtRoot).map(asSet::test))
                : CANNOT_TELL;
    }

    private static Verification of(Sighting<Boolean> there) {
        return there.fold(is -> is ? VERIFIED : CONTRADICTED, unseen -> CANNOT_TELL);
    }

    private static Verification written(SetMinimumPasswordAge set, Snapshot there) {
        if (!(there.inDirectory(DirectoryFacts::domainHead) instanceof Seen<DomainHead> head)
                || !(MinimumAgeFindings.winner(there) instanceof Seen<Optional<LinkedGpo>> winner)) {
            return CANNOT_TELL;
        }
        if (winner.value().isEmpty()) {
            return CONTRADICTED;
        }
        GpoContents contents = ((Seen<GpoContents>) winner.value().get().contents()).value();
        if (contents.versionsDiffer()) {
            return CANNOT_TELL;
        }
        Integer days = contents.minimumPasswordAgeDays();
        if (!winner.value().get().id().equals(set.gpo()) || days == null || days != set.afterDays()) {
            return CONTRADICTED;
        }
        return head.value().minimumPasswordAge().equals(Duration.ofDays(set.afterDays())) ? everywhere(there) : NOT_YET;
    }

    /** In force where it was written; the other domain controllers follow in their time. */
    private static Verification everywhere(Snapshot there) {
        return Replicas.of(there)
                .fold(
                        found -> found.behind().isEmpty() ? found.silent().isEmpty() ? VERIFIED : CANNOT_TELL : NOT_YET,
                        unseen -> NEVER_LOOKED.contains(unseen.cause()) ? VERIFIED : CANNOT_TELL);
    }
}
