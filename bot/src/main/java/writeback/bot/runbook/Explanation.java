package writeback.bot.runbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * Whether a new password of one user would reach Active Directory, and why not. Pure.
 *
 * @param user the name under which it was found, else as it was typed; a foreign value
 * @param findings in the order of {@link UserCheck}
 */
public record Explanation(Instant at, String user, Answer answer, List<UserFinding> findings) {

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** The verdict for this user. */
    public enum Answer {
        YES,
        NO,
        /** Nothing is known to stop it, and not everything could be told. */
        CANNOT_TELL
    }

    public static Explanation of(UserSighting seen) {
        List<UserFinding> findings = new ArrayList<>();
        findings.add(writebackSwitch(seen.connect()));
        findings.addAll(CloudUserFindings.of(seen));
        findings.addAll(seen.directory()
                .fold(
                        found -> found.map(report -> DirectoryUserFindings.of(report, seen.takenAt()))
                                .orElseGet(() -> absent(seen)),
                        unseen -> List.of(UserFinding.unseen(UserCheck.DIRECTORY, unseen))));
        return new Explanation(seen.takenAt(), name(seen), answer(findings), findings);
    }

    private static Answer answer(List<UserFinding> findings) {
        if (findings.stream().anyMatch(finding -> finding.weight() == UserFinding.Weight.STOPS)) {
            return Answer.NO;
        }
        return findings.stream().anyMatch(finding -> finding.weight() == UserFinding.Weight.UNKNOWN)
                ? Answer.CANNOT_TELL
                : Answer.YES;
    }

    /** The option on the server that would do it; without it nothing else of this explanation matters. */
    private static UserFinding writebackSwitch(Sighting<ConnectFacts> connect) {
        UserCheck check = UserCheck.SWITCH;
        return UserFinding.judge(check, connect, facts -> {
            Map<String, Object> server = Map.of("server", facts.server());
            if (facts.scheduler().fold(ConnectFacts.Scheduler::stagingMode, unseen -> false)) {
                return UserFinding.stops(check, "staging").with(server);
            }
            if (facts.serviceRunning().fold(running -> !running, unseen -> false)) {
                return UserFinding.stops(check, "stopped").with(server);
            }
            if (facts.passwordWriteback().fold(on -> !on, unseen -> false)) {
                return UserFinding.stops(check, "off").with(server);
            }
            Sighting<Boolean> all = facts.scheduler()
                    .flatMap(scheduler -> facts.serviceRunning())
                    .flatMap(running -> facts.passwordWriteback());
            return UserFinding.judge(
                    check, all, on -> UserFinding.fine(check, "on").with(server));
        });
    }

    /** An account that the cloud synchronises is somewhere, so not to see it says little. */
    private static List<UserFinding> absent(UserSighting seen) {
        boolean cloudOnly = seen.cloud()
                .fold(
                        user -> user.map(
                                        known -> known.origin().fold(origin -> !origin.synchronised(), unseen -> false))
                                .orElse(true),
                        unseen -> false);
        return List.of(
                cloudOnly
                        ? UserFinding.stops(UserCheck.DIRECTORY, "absent")
                        : UserFinding.unknown(UserCheck.DIRECTORY, "hidden"));
    }

    private static String name(UserSighting seen) {
        Optional<AccountReport> report = seen.directory().fold(found -> found, unseen -> Optional.empty());
        Optional<CloudUser> user = seen.cloud().fold(found -> found, unseen -> Optional.empty());
        return report.map(known -> known.account().userPrincipalName())
                .filter(name -> !name.isEmpty())
                .or(() -> user.map(CloudUser::userPrincipalName))
                .or(() -> report.map(known -> known.account().samAccountName()))
                .orElse(seen.asked());
    }
}
