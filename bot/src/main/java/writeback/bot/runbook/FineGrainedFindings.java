package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import writeback.relay.protocol.fact.PasswordSettings;

/** Fine-grained policies that make people wait, each with how many it binds. */
final class FineGrainedFindings {

    private FineGrainedFindings() {}

    static Finding of(List<PasswordSettings> all) {
        List<PasswordSettings> waiting = waiting(all);
        if (waiting.isEmpty()) {
            return Finding.of(FindingCode.AGE_PSO, Verdict.DONE, "none");
        }
        Map<String, Object> args = new HashMap<>();
        args.put("names", waiting.stream().map(FineGrainedFindings::named).collect(Collectors.joining(", ")));
        args.put("count", (long) waiting.size());
        args.put(
                "days",
                waiting.stream()
                        .mapToLong(pso -> MinimumAgeFindings.days(pso.minimumPasswordAge()))
                        .max()
                        .orElseThrow());
        boolean counted = waiting.stream().allMatch(pso -> pso.boundUsers().isSeen());
        if (counted) {
            args.put(
                    "users",
                    waiting.stream().mapToLong(FineGrainedFindings::users).sum());
        }
        return finding(FindingCode.AGE_PSO, Verdict.TO_DO, counted ? "binding" : "uncounted", args);
    }

    /** Those with an age above 0 that bind somebody, or may: the strongest first. */
    static List<PasswordSettings> waiting(List<PasswordSettings> all) {
        return all.stream()
                .filter(pso -> !pso.minimumPasswordAge().isZero())
                .filter(pso -> !pso.appliesTo().isEmpty() && users(pso) != 0)
                .sorted(Comparator.comparingInt(PasswordSettings::precedence).thenComparing(PasswordSettings::name))
                .toList();
    }

    private static String named(PasswordSettings pso) {
        return pso.name() + " (" + (pso.boundUsers().isSeen() ? users(pso) : "?") + ")";
    }

    /** Below 0: nobody could count them. */
    private static long users(PasswordSettings pso) {
        return pso.boundUsers().fold(bound -> bound, unseen -> -1L);
    }
}
