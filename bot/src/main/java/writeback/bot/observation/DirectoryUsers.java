package writeback.bot.observation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/** Finds one account on-premises, in whichever of the forest's domains. */
final class DirectoryUsers {

    private static final Pattern DOMAIN_PART = Pattern.compile("(?i)(?<!\\\\),\\s*DC=([^,=]+)");

    private final PremisesReading premises;

    DirectoryUsers(PremisesReading premises) {
        this.premises = premises;
    }

    /**
     * Asks the relay's first domain and, when it knows no such account, the others that it serves. A distinguished name
     * says itself where it belongs.
     *
     * @param left how much time there still is
     * @return seen empty: every domain answered, and none shows the account; unseen also when it may lie in a domain that no
     *     relay serves, with those domains as the detail
     */
    CompletableFuture<Sighting<Optional<AccountReport>>> find(
            String account, Sighting<ConnectFacts> connect, Supplier<Duration> left) {
        String named = domainOf(account);
        return explain(account, named, connect, left).thenCompose(found -> {
            boolean elsewhere = named.isEmpty() && found.fold(Optional::isEmpty, unseen -> false);
            return elsewhere
                    ? premises.directory(left.get()).thenCompose(facts -> others(account, facts, connect, left))
                    : CompletableFuture.completedFuture(found);
        });
    }

    private CompletableFuture<Sighting<Optional<AccountReport>>> others(
            String account, Sighting<DirectoryFacts> facts, Sighting<ConnectFacts> connect, Supplier<Duration> left) {
        return facts.flatMap(DirectoryFacts::domains)
                .fold(
                        domains -> next(account, served(domains, facts), connect, left)
                                .thenApply(found -> absentOnlyIfAllAreServed(found, domains)),
                        unseen -> CompletableFuture.completedFuture(Sighting.unseen(unseen.cause(), unseen.detail())));
    }

    private CompletableFuture<Sighting<Optional<AccountReport>>> next(
            String account, Deque<String> domains, Sighting<ConnectFacts> connect, Supplier<Duration> left) {
        String domain = domains.poll();
        if (domain == null) {
            return CompletableFuture.completedFuture(Sighting.seen(Optional.empty()));
        }
        return explain(account, domain, connect, left)
                .thenCompose(found -> found.fold(Optional::isEmpty, unseen -> false)
                        ? next(account, domains, connect, left)
                        : CompletableFuture.completedFuture(found));
    }

    private CompletableFuture<Sighting<Optional<AccountReport>>> explain(
            String account, String domain, Sighting<ConnectFacts> connect, Supplier<Duration> left) {
        return premises.explain(account, scope(domain, connect), left.get()).thenApply(DirectoryUsers::found);
    }

    private static Sighting<Optional<AccountReport>> found(Sighting<AccountReport> report) {
        return report.fold(
                seen -> Sighting.seen(Optional.of(seen)),
                unseen -> isAbsent(unseen)
                        ? Sighting.seen(Optional.empty())
                        : Sighting.unseen(unseen.cause(), unseen.detail()));
    }

    private static boolean isAbsent(Unseen<?> unseen) {
        return unseen.cause() == Cause.FAILED && unseen.detail().startsWith(PremisesReading.NO_SUCH_ACCOUNT);
    }

    private static Sighting<Optional<AccountReport>> absentOnlyIfAllAreServed(
            Sighting<Optional<AccountReport>> found, List<ForestDomain> domains) {
        String dark = domains.stream()
                .filter(domain -> !domain.served())
                .map(ForestDomain::dnsName)
                .collect(Collectors.joining(", "));
        return dark.isEmpty() || !found.fold(Optional::isEmpty, unseen -> false)
                ? found
                : Sighting.unseen(Cause.REFUSED_BY_RELAY, dark);
    }

    private static Deque<String> served(List<ForestDomain> domains, Sighting<DirectoryFacts> facts) {
        String first = facts.flatMap(DirectoryFacts::domainHead).fold(DomainHead::dnsName, unseen -> "");
        Deque<String> served = new ArrayDeque<>();
        domains.stream()
                .filter(domain -> domain.served() && !domain.dnsName().equals(first))
                .forEach(domain -> served.add(domain.dnsName()));
        return served;
    }

    private static SyncScope scope(String domain, Sighting<ConnectFacts> connect) {
        return new SyncScope(
                domain,
                connect.flatMap(ConnectFacts::connectorAccounts)
                        .fold(accounts -> connector(domain, accounts), unseen -> ""),
                connect.flatMap(ConnectFacts::syncedContainers).fold(containers -> containers, unseen -> List.of()));
    }

    /** There is one for each forest; of several, the one whose domain is called like this one. Otherwise the relay finds it. */
    private static String connector(String domain, List<String> accounts) {
        if (accounts.size() == 1) {
            return accounts.get(0);
        }
        String label = domain.split("\\.")[0];
        return accounts.stream()
                .filter(account -> account.split("\\\\")[0].equalsIgnoreCase(label))
                .findFirst()
                .orElse("");
    }

    private static String domainOf(String account) {
        Matcher part = DOMAIN_PART.matcher(account);
        StringBuilder domain = new StringBuilder();
        while (part.find()) {
            domain.append(domain.length() == 0 ? "" : ".")
                    .append(part.group(1).strip().toLowerCase(Locale.ROOT));
        }
        return domain.toString();
    }
}
