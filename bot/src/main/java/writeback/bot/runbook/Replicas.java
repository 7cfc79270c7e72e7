package writeback.bot.runbook;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;

/**
 * What a domain's other domain controllers hold of the minimum password age, beside what the one that answered holds.
 *
 * @param count how many others there are
 * @param behind hosts that hold another value or another version of the GPO that decides
 * @param silent hosts of which that could not be seen
 */
public record Replicas(int count, List<String> behind, List<String> silent) {

    /** Compares all that this look at a domain saw. */
    static Sighting<Replicas> of(Snapshot seen) {
        return seen.inDirectory(DirectoryFacts::domainHead).flatMap(head -> MinimumAgeFindings.winner(seen)
                .flatMap(winner -> seen.inDirectory(DirectoryFacts::replicas).map(all -> compare(all, head, winner))));
    }

    /** Hosts that are behind or silent in the domain of this name; none when that cannot be told. */
    public static Replicas of(Snapshot seen, String domain) {
        return seen.at(domain)
                .<Replicas>fold(
                        there -> there.map(Replicas::of)
                                .<Replicas>map(found -> found.fold(all -> all, unseen -> none()))
                                .orElseGet(Replicas::none),
                        unseen -> none());
    }

    private static Replicas none() {
        return new Replicas(0, List.of(), List.of());
    }

    private static Replicas compare(List<Replica> all, DomainHead head, Optional<LinkedGpo> winner) {
        Optional<Integer> version =
                winner.map(gpo -> ((Seen<GpoContents>) gpo.contents()).value().directoryVersion());
        Predicate<Replica> behind = replica -> other(replica.minimumPasswordAge(), head.minimumPasswordAge())
                || version.isPresent() && other(replica.winnerVersion(), version.get());
        Predicate<Replica> dark = replica -> !replica.minimumPasswordAge().isSeen()
                || version.isPresent() && !replica.winnerVersion().isSeen();
        return new Replicas(all.size(), hosts(all, behind), hosts(all, dark.and(behind.negate())));
    }

    private static List<String> hosts(List<Replica> all, Predicate<Replica> which) {
        return all.stream().filter(which).map(Replica::host).sorted().toList();
    }

    private static boolean other(Sighting<?> there, Object here) {
        return there instanceof Seen<?> value && !value.value().equals(here);
    }
}
