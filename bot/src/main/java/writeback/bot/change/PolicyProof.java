package writeback.bot.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import writeback.bot.runbook.Evidence;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.message.PolicyRehearsal.Elsewhere;
import writeback.relay.protocol.message.PolicyRehearsal.Reset;

/**
 * What a rehearsal of the policy proves. Proven is only what every domain controller that was asked for showed: one that
 * refused refutes it, one that could not be asked leaves it open, and who did show it is named beside.
 *
 * @param how in the details {@code domainController} is whom the result is of, {@code proven} on whom it worked besides
 */
record PolicyProof(Evidence.Result result, Detail how) {

    static PolicyProof of(PolicyRehearsal report, String account) {
        List<Elsewhere> all = Stream.concat(
                        Stream.of(new Elsewhere(
                                report.conclusion(), report.domainController(), report.detail(), report.resets())),
                        Stream.ofNullable(report.elsewhere()).flatMap(List::stream))
                .toList();
        List<Elsewhere> proven = with(Conclusion.PROVEN, all);
        List<Elsewhere> refused = with(Conclusion.REFUSED, all);
        if (!refused.isEmpty()) {
            return new PolicyProof(
                    Evidence.Result.REFUTED,
                    how("refuted", refused, proven, Map.of("code", code(refused), "detail", why(refused, all))));
        }
        List<Elsewhere> open = with(Conclusion.CANNOT_TELL, all);
        return open.isEmpty()
                ? new PolicyProof(Evidence.Result.PROVEN, how("proven", proven, List.of(), Map.of("account", account)))
                : new PolicyProof(
                        Evidence.Result.CANNOT_TELL, how("cannot-tell", open, proven, Map.of("why", why(open, all))));
    }

    private static Detail how(String code, List<Elsewhere> whose, List<Elsewhere> proven, Map<String, String> more) {
        Map<String, String> args = new HashMap<>(more);
        args.put("domainController", names(whose));
        if (!proven.isEmpty()) {
            args.put("proven", names(proven));
        }
        return new Detail(proven.isEmpty() ? code : code + "-there", args);
    }

    private static List<Elsewhere> with(Conclusion conclusion, List<Elsewhere> all) {
        return all.stream().filter(one -> one.conclusion() == conclusion).toList();
    }

    private static String names(List<Elsewhere> some) {
        return some.stream().map(Elsewhere::domainController).collect(Collectors.joining(", "));
    }

    /** In the relay's words; of several domain controllers each is named before its own. */
    private static String why(List<Elsewhere> some, List<Elsewhere> all) {
        return some.stream()
                .map(one -> all.size() == 1 ? one.detail() : one.domainController() + ": " + one.detail())
                .collect(Collectors.joining("; "));
    }

    private static String code(List<Elsewhere> refused) {
        return refused.stream()
                .flatMap(one -> one.resets().stream())
                .filter(reset -> reset.ldapResult() != 0)
                .map(Reset::win32)
                .filter(Predicate.not(String::isEmpty))
                .findFirst()
                .orElse("");
    }
}
