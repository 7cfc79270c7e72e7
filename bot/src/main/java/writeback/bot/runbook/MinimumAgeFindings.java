package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;
import static writeback.bot.runbook.Verdict.UNKNOWN;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WinningGpo;

/**
 * Step 4: the minimum password age in force, the one that the next refresh brings, those that bind single users, and
 * whether all domain controllers know (Enable Microsoft Entra password writeback; Account policies).
 */
final class MinimumAgeFindings {

    private MinimumAgeFindings() {}

    static List<Finding> of(Snapshot seen) {
        return List.of(
                judge(
                        FindingCode.AGE_DOMAIN,
                        seen.inDirectory(DirectoryFacts::domainHead),
                        head -> domain(head, winner(seen))),
                judge(FindingCode.AGE_GPO, winner(seen), winner -> gpo(winner, seen)),
                judge(FindingCode.AGE_PSO, seen.inDirectory(DirectoryFacts::passwordSettings), FineGrainedFindings::of),
                judge(FindingCode.AGE_REPLICAS, Replicas.of(seen), MinimumAgeFindings::replicas));
    }

    static Sighting<Optional<LinkedGpo>> winner(Snapshot seen) {
        return seen.inDirectory(DirectoryFacts::linkedGpos).flatMap(WinningGpo::forMinimumPasswordAge);
    }

    static String gpoName(Snapshot seen, UUID id) {
        return seen.inDirectory(DirectoryFacts::linkedGpos)
                .fold(
                        links -> links.stream()
                                .filter(gpo -> gpo.id().equals(id))
                                .map(LinkedGpo::name)
                                .findFirst()
                                .orElse(id.toString()),
                        unseen -> id.toString());
    }

    /** What is in force, and whether the winning GPO agrees: if not, the next refresh that applies it moves the value. */
    private static Finding domain(DomainHead head, Sighting<Optional<LinkedGpo>> winner) {
        FindingCode code = FindingCode.AGE_DOMAIN;
        long days = days(head.minimumPasswordAge());
        Map<String, Object> args = new HashMap<>(Map.of("domain", head.dnsName(), "days", days));
        Optional<LinkedGpo> decides = winner.fold(found -> found, unseen -> Optional.empty());
        Optional<Integer> defined = decides.map(MinimumAgeFindings::contents)
                .filter(contents -> !contents.versionsDiffer())
                .map(GpoContents::minimumPasswordAgeDays);
        decides.ifPresent(gpo -> args.put("gpo", gpo.name()));
        if (days == 0) {
            if (defined.isPresent() && defined.get() != 0) {
                args.put("days", (long) defined.get());
                return finding(code, TO_DO, "takenBack", args);
            }
            return finding(code, DONE, "zero", Map.of("domain", head.dnsName()));
        }
        return finding(code, TO_DO, defined.isPresent() && defined.get() == 0 ? "pending" : "days", args);
    }

    private static Finding gpo(Optional<LinkedGpo> winner, Snapshot seen) {
        FindingCode code = FindingCode.AGE_GPO;
        if (winner.isEmpty()) {
            return undefined(seen);
        }
        LinkedGpo gpo = winner.get();
        GpoContents contents = contents(gpo);
        if (contents.versionsDiffer()) {
            return finding(code, UNKNOWN, "versionsDiffer", Map.of("gpo", gpo.name()));
        }
        Integer days = contents.minimumPasswordAgeDays();
        Map<String, Object> args = new HashMap<>(because(gpo, seen));
        args.put("gpo", gpo.name());
        args.put("days", days == null ? 0 : days);
        return finding(
                code, days != null && days == 0 ? DONE : TO_DO, days != null && days == 0 ? "zero" : "days", args);
    }

    /** Why this one wins, where there is a choice: {@code because} names the text, empty where there is none. */
    private static Map<String, Object> because(LinkedGpo winner, Snapshot seen) {
        List<LinkedGpo> others = seen
                .inDirectory(DirectoryFacts::linkedGpos)
                .fold(WinningGpo::inPrecedence, unseen -> List.<LinkedGpo>of())
                .stream()
                .filter(gpo -> gpo.linkEnabled() && !gpo.id().equals(winner.id()))
                .toList();
        List<LinkedGpo> beaten =
                others.stream().filter(MinimumAgeFindings::mayDefine).toList();
        String names = String.join(", ", beaten.stream().map(LinkedGpo::name).toList());
        String because = "";
        if (!beaten.isEmpty()) {
            boolean byForce = winner.enforced() && beaten.stream().noneMatch(LinkedGpo::enforced);
            because = byForce ? "enforced" : "order";
        } else if (!others.isEmpty()) {
            because = "only";
        }
        return Map.of("because", because, "others", names, "order", winner.linkOrder());
    }

    private static boolean mayDefine(LinkedGpo gpo) {
        return gpo.contents()
                .fold(
                        contents -> contents.appliesToComputers() && contents.minimumPasswordAgeDays() != null,
                        unseen -> true);
    }

    /** No GPO defines the value, so the domain head keeps what it has. */
    private static Finding undefined(Snapshot seen) {
        FindingCode code = FindingCode.AGE_GPO;
        Sighting<Boolean> zeroNow = seen.inDirectory(DirectoryFacts::domainHead)
                .map(head -> head.minimumPasswordAge().isZero());
        if (zeroNow instanceof Unseen<Boolean> unseen) {
            return Finding.unseen(code, unseen);
        }
        if (((Seen<Boolean>) zeroNow).value()) {
            return Finding.of(code, DONE, "undefined");
        }
        String first = seen.inDirectory(DirectoryFacts::linkedGpos)
                .fold(
                        links -> WinningGpo.inPrecedence(links).stream()
                                .filter(LinkedGpo::linkEnabled)
                                .map(LinkedGpo::name)
                                .findFirst()
                                .orElse("Default Domain Policy"),
                        unseen -> "Default Domain Policy");
        return finding(code, BY_HAND, "undefined", Map.of("gpo", first));
    }

    /** Who is behind will catch up, so that is no failure; who is silent may be anything. */
    private static Finding replicas(Replicas found) {
        FindingCode code = FindingCode.AGE_REPLICAS;
        if (found.count() == 0) {
            return Finding.of(code, DONE, "alone");
        }
        String silent = String.join(", ", found.silent());
        if (found.behind().isEmpty()) {
            return found.silent().isEmpty()
                    ? finding(code, DONE, "same", Map.of("count", (long) found.count()))
                    : finding(code, UNKNOWN, "silent", Map.of("silent", silent));
        }
        String behind = String.join(", ", found.behind());
        return found.silent().isEmpty()
                ? finding(code, TO_DO, "behind", Map.of("behind", behind))
                : finding(code, TO_DO, "behindAndSilent", Map.of("behind", behind, "silent", silent));
    }

    private static GpoContents contents(LinkedGpo seenGpo) {
        return ((Seen<GpoContents>) seenGpo.contents()).value();
    }

    /** Whole days, a begun day counted: an age of an hour is not zero. */
    static long days(Duration age) {
        return Math.floorDiv(age.toSeconds() + 86_399, 86_400L);
    }
}
