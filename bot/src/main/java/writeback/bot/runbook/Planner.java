package writeback.bot.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.fact.AccountFacts;
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
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Turns what is missing into plans. Each changes one thing, so that each is judged by itself. */
public final class Planner {

    private Planner() {}

    /** Everything that could be planned now, step by step and domain by domain. */
    public static List<PlanOffer> offers(Snapshot seen) {
        List<PlanOffer> all = new ArrayList<>();
        for (Snapshot.DomainView domain : seen.domains()) {
            if (domain.seen().inDirectory(DirectoryFacts::domainHead) instanceof Seen<DomainHead> head) {
                grantRights(domain.seen(), head.value())
                        .ifPresent(grant ->
                                all.add(new PlanOffer(Step.CONNECT, grant, grant.trusteeName(), domain.name())));
                minimumAge(domain.seen(), head.value())
                        .ifPresent(set -> all.add(new PlanOffer(Step.MINIMUM_AGE, set, set.gpoName(), domain.name())));
                psoAges(domain.seen(), head.value())
                        .forEach(set -> all.add(new PlanOffer(Step.MINIMUM_AGE, set, set.name(), domain.name())));
            }
        }
        return List.copyOf(all);
    }

    /** The plan that carries out one offer of this look. */
    public static Plan plan(Snapshot seen, PlanOffer offer, String requester, Instant expiresAt) {
        return plan(seen, requester, expiresAt, List.of(offer.action()));
    }

    /** The entries that the domain root lacks, where the look judged that this is what is missing. */
    private static Optional<GrantRights> grantRights(Snapshot seen, DomainHead head) {
        boolean wanted = ConnectorFindings.of(seen).stream()
                .anyMatch(found -> found.code() == FindingCode.CONNECTOR_RIGHTS && found.verdict() == Verdict.TO_DO);
        if (!wanted
                || !(seen.connector() instanceof Seen<ConnectorFacts> connector)
                || !(connector.value().missingAtRoot() instanceof Seen<List<String>> missing)
                || !(connector.value().rootDescriptor() instanceof Seen<String> expected)) {
            return Optional.empty();
        }
        return Optional.of(new GrantRights(
                head.dnsName(),
                head.distinguishedName(),
                connector.value().securityIdentifier(),
                connector.value().name(),
                missing.value(),
                expected.value()));
    }

    private static Optional<SetMinimumPasswordAge> minimumAge(Snapshot seen, DomainHead head) {
        if (!(MinimumAgeFindings.winner(seen) instanceof Seen<Optional<LinkedGpo>> winner)
                || winner.value().isEmpty()) {
            return Optional.empty();
        }
        LinkedGpo gpo = winner.value().get();
        GpoContents contents = ((Seen<GpoContents>) gpo.contents()).value();
        Integer days = contents.minimumPasswordAgeDays();
        if (contents.versionsDiffer() || days == null || days == 0 || !SetMinimumPasswordAge.possible(days)) {
            return Optional.empty();
        }
        return Optional.of(new SetMinimumPasswordAge(head.dnsName(), gpo.id(), gpo.name(), days, 0));
    }

    private static List<SetPsoMinimumAge> psoAges(Snapshot seen, DomainHead head) {
        return seen
                .inDirectory(DirectoryFacts::passwordSettings)
                .fold(FineGrainedFindings::waiting, unseen -> List.<PasswordSettings>of())
                .stream()
                .filter(pso -> SetPsoMinimumAge.possible(pso.minimumPasswordAge()))
                .map(pso -> new SetPsoMinimumAge(
                        head.dnsName(), pso.distinguishedName(), pso.name(), pso.minimumPasswordAge(), Duration.ZERO))
                .toList();
    }

    /** The rehearsals on one test account: the policy's first, which needs the directory alone, then the channel's. */
    public static Sighting<Plan> rehearsal(Snapshot seen, AccountFacts account, String requester, Instant expiresAt) {
        return seen.home()
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
