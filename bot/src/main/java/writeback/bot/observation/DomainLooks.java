package writeback.bot.observation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.Snapshot;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/**
 * The second round of a look: what can be asked only when the first domain has named the others, and the sync server its
 * connector accounts. It has what the first round left of the deadline.
 */
final class DomainLooks {

    private final PremisesReading premises;
    private final Clock clock;
    private final Instant end;

    DomainLooks(PremisesReading premises, Clock clock, Instant end) {
        this.premises = premises;
        this.clock = clock;
        this.end = end;
    }

    /** The first domain's connector account. */
    CompletableFuture<Sighting<ConnectorFacts>> connector(
            CompletableFuture<Sighting<DirectoryFacts>> first, CompletableFuture<Sighting<ConnectFacts>> connect) {
        return first.thenCombine(connect, (directory, server) -> account(server, name(directory)))
                .thenCompose(account -> ask(left -> premises.connector("", account, left)));
    }

    /** Every other domain that the relay serves, all at once. */
    CompletableFuture<List<Snapshot.OtherDomain>> others(
            CompletableFuture<Sighting<DirectoryFacts>> first, CompletableFuture<Sighting<ConnectFacts>> connect) {
        return first.thenCompose(directory -> {
            List<CompletableFuture<Snapshot.OtherDomain>> looks = new ArrayList<>();
            for (String domain : others(directory)) {
                CompletableFuture<Sighting<DirectoryFacts>> facts = ask(left -> premises.directory(domain, left));
                looks.add(connect.thenCompose(
                                server -> ask(left -> premises.connector(domain, account(server, domain), left)))
                        .thenCombine(facts, (account, seen) -> new Snapshot.OtherDomain(domain, seen, account)));
            }
            return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                    .thenApply(
                            all -> looks.stream().map(CompletableFuture::join).toList());
        });
    }

    private static String name(Sighting<DirectoryFacts> first) {
        return first.flatMap(DirectoryFacts::domainHead)
                .map(DomainHead::dnsName)
                .fold(name -> name, unseen -> "");
    }

    private static List<String> others(Sighting<DirectoryFacts> first) {
        String home = name(first);
        return home.isEmpty()
                ? List.of()
                : first.flatMap(DirectoryFacts::domains)
                        .fold(
                                all -> all.stream()
                                        .filter(ForestDomain::served)
                                        .map(ForestDomain::dnsName)
                                        .filter(name -> !name.equals(home))
                                        .distinct()
                                        .toList(),
                                unseen -> List.of());
    }

    /**
     * The connector account for a domain among those that the sync server names, as {@code DOMAIN\name}; empty: the relay
     * finds it. Entra Connect has one for each forest, which may live in another domain. With several, the one whose
     * domain's short name begins the DNS name is taken; where none is, none is guessed.
     */
    private static String account(Sighting<ConnectFacts> server, String domain) {
        List<String> accounts =
                server.flatMap(ConnectFacts::connectorAccounts).fold(all -> all, unseen -> List.<String>of());
        if (accounts.size() == 1) {
            return accounts.get(0);
        }
        String dns = domain.toLowerCase(Locale.ROOT);
        return accounts.stream()
                .filter(account -> account.indexOf('\\') > 0)
                .filter(account -> (dns + ".")
                        .startsWith(account.substring(0, account.indexOf('\\')).toLowerCase(Locale.ROOT) + "."))
                .findFirst()
                .orElse("");
    }

    private <T> CompletableFuture<Sighting<T>> ask(Function<Duration, CompletableFuture<Sighting<T>>> look) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isZero() || left.isNegative()) {
            return CompletableFuture.completedFuture(
                    Sighting.unseen(Cause.TIMEOUT, "the look before it took all the time there was"));
        }
        return look.apply(left).exceptionally(SideBySideObservation::failed);
    }
}
