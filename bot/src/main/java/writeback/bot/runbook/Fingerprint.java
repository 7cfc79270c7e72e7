package writeback.bot.runbook;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WinningGpo;

/**
 * What a piece of evidence rested on, as a comparable text. What cannot be seen differs from everything that was: a proof
 * whose ground is out of sight is only a record.
 */
public final class Fingerprint {

    private Fingerprint() {}

    public static String of(Claim claim, Snapshot seen) {
        return switch (claim) {
            case POLICY ->
                String.join(
                        ";",
                        "age="
                                + show(seen.inDirectory(DirectoryFacts::domainHead)
                                        .map(DomainHead::minimumPasswordAge)),
                        "gpo=" + winner(seen),
                        "pso="
                                + show(seen.inDirectory(DirectoryFacts::passwordSettings)
                                        .map(Fingerprint::settings)));
            case CHANNEL -> {
                String connector =
                        show(seen.inConnect(ConnectFacts::connectorAccounts).map(TreeSet::new));
                yield String.join(
                        ";",
                        of(Claim.POLICY, seen),
                        "server=" + show(seen.connect().map(ConnectFacts::server)),
                        "version=" + show(seen.inConnect(ConnectFacts::version)),
                        "writeback=" + show(seen.inConnect(ConnectFacts::passwordWriteback)),
                        "connector=" + connector);
            }
            case SELF_SERVICE, INTEGRATION, SCOPE -> ofUnseen(claim);
        };
    }

    /**
     * The ground of a claim that rests on nothing that can be seen: a switch in the portal. Only time wears it out.
     */
    public static String ofUnseen(Claim claim) {
        return claim.name();
    }

    private static String winner(Snapshot seen) {
        return show(seen.inDirectory(DirectoryFacts::linkedGpos)
                .flatMap(WinningGpo::forMinimumPasswordAge)
                .map(winner -> winner.map(gpo -> gpo.id()
                                + "@"
                                + gpo.contents()
                                        .map(GpoContents::directoryVersion)
                                        .fold(Object::toString, unseen -> "?"))
                        .orElse("none")));
    }

    private static String settings(List<PasswordSettings> all) {
        return all.stream()
                .map(pso -> pso.name() + "=" + pso.minimumPasswordAge() + "/" + pso.precedence())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String show(Sighting<?> sighting) {
        return sighting instanceof Seen<?> seen ? seen.value().toString() : "unseen";
    }
}
