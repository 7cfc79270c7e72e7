package writeback.bot.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/** Domains behind a relay, as far as a walk sees them; every trouble is set by the test. Outlives the bots. */
class Domain implements PremisesReading {

    /** One page that was asked for. */
    record Asked(SyncScope scope, String cursor, int size) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile int users = 0;
    volatile Sighting<List<String>> containers =
            Sighting.seen(List.of("OU=Staff,DC=contoso,DC=test", "OU=Interns,DC=contoso,DC=test"));
    volatile List<ForestDomain> domains = List.of(new ForestDomain("contoso.test", true));
    volatile Cause away = null;
    volatile String awayDetail = "";
    /** Cursors of this domain controller are taken. */
    volatile String controller = "dc1.contoso.test";

    volatile CompletableFuture<Void> hold = CompletableFuture.completedFuture(null);
    /** Bends the next pages. */
    volatile java.util.function.UnaryOperator<CoveragePage> bend = page -> page;

    final AtomicInteger held = new AtomicInteger();

    void calm(int number) {
        asked.clear();
        users = number;
        containers = Sighting.seen(List.of("OU=Staff,DC=contoso,DC=test", "OU=Interns,DC=contoso,DC=test"));
        domains = List.of(new ForestDomain("contoso.test", true));
        away = null;
        awayDetail = "";
        controller = "dc1.contoso.test";
        hold = CompletableFuture.completedFuture(null);
        bend = page -> page;
        held.set(0);
    }

    @Override
    public CompletableFuture<Sighting<CoveragePage>> coverage(
            SyncScope scope, String cursor, int size, Duration deadline) {
        asked.add(new Asked(scope, cursor, size));
        CompletableFuture<Void> gate = hold;
        if (!gate.isDone()) {
            held.incrementAndGet();
        }
        return gate.thenApply(open -> page(cursor, size));
    }

    private Sighting<CoveragePage> page(String cursor, int size) {
        if (away != null) {
            return Sighting.unseen(away, awayDetail);
        }
        int from = 0;
        if (!cursor.isEmpty()) {
            String[] parts = cursor.split("@");
            if (!parts[1].equals(controller)) {
                return Sighting.unseen(Cause.FAILED, "cursor-refused: it is of " + parts[1]);
            }
            from = Integer.parseInt(parts[0]);
        }
        int to = Math.min(users, from + size);
        Map<String, List<CoveragePage.Row>> byUnit = new LinkedHashMap<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        List<CoveragePage.Row> rows = new ArrayList<>();
        for (int user = from; user < to; user++) {
            String unit = unit(user);
            sizes.merge(unit, 1, Integer::sum);
            byUnit.computeIfAbsent(unit, none -> new ArrayList<>());
            List<CoverageReason> reasons = reasons(user);
            if (!reasons.isEmpty()) {
                CoveragePage.Row row = new CoveragePage.Row(
                        "CN=user" + user + "," + unit, "user" + user, "user" + user + "@contoso.test", reasons);
                rows.add(row);
                byUnit.get(unit).add(row);
            }
        }
        List<CoveragePage.Unit> units = new ArrayList<>();
        byUnit.forEach((name, without) -> {
            Map<CoverageReason, Integer> counts = new LinkedHashMap<>();
            without.forEach(row -> counts.merge(row.reasons().get(0), 1, Integer::sum));
            units.add(new CoveragePage.Unit(
                    name,
                    sizes.get(name),
                    sizes.get(name) - without.size(),
                    counts.entrySet().stream()
                            .map(count -> new CoveragePage.Count(count.getKey(), count.getValue()))
                            .toList()));
        });
        String next = to < users ? to + "@" + controller : "";
        return Sighting.seen(bend.apply(new CoveragePage(
                Instant.parse("2026-11-22T12:00:00Z"), controller, to - from, units, rows, next, Sighting.seen((long)
                        users))));
    }

    static String unit(int user) {
        return "OU=unit" + user % 12 + ",OU=Staff,DC=contoso,DC=test";
    }

    /** Two of ten cannot, one of ten cannot be told. */
    static List<CoverageReason> reasons(int user) {
        return switch (user % 10) {
            case 0 -> List.of(CoverageReason.PROTECTED, CoverageReason.INHERITANCE_OFF);
            case 1 -> List.of(CoverageReason.RIGHTS_MISSING);
            case 2 -> List.of(CoverageReason.CANNOT_TELL);
            default -> List.of();
        };
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(Duration deadline) {
        if (away != null) {
            return CompletableFuture.completedFuture(Sighting.unseen(away, awayDetail));
        }
        DirectoryFacts nothing = DirectoryFacts.allUnseen(Instant.EPOCH, Cause.NOT_YET_LOOKED, "");
        return CompletableFuture.completedFuture(Sighting.seen(new DirectoryFacts(
                nothing.readAt(),
                nothing.domainController(),
                nothing.enabledAccounts(),
                nothing.domainHead(),
                nothing.linkedGpos(),
                nothing.passwordSettings(),
                nothing.policyHints(),
                nothing.changeAccess(),
                nothing.replicas(),
                Sighting.seen(domains))));
    }

    @Override
    public CompletableFuture<Sighting<ConnectFacts>> connect(Duration deadline) {
        ConnectFacts nothing = ConnectFacts.allUnseen(Instant.EPOCH, "sync1", Cause.NOT_YET_LOOKED, "");
        return CompletableFuture.completedFuture(Sighting.seen(new ConnectFacts(
                nothing.readAt(),
                nothing.server(),
                nothing.version(),
                nothing.serviceRunning(),
                nothing.scheduler(),
                nothing.passwordWriteback(),
                Sighting.seen(List.of("CONTOSO\\MSOL_1")),
                containers)));
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(String domain, Duration deadline) {
        return directory(deadline);
    }

    @Override
    public CompletableFuture<Sighting<AccountFacts>> account(String account, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Sighting<ConnectorFacts>> connector(String domain, String connector, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Sighting<AccountReport>> explain(String account, SyncScope scope, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Sighting<List<WritebackEvent>>> events(Instant since, Duration deadline) {
        throw new UnsupportedOperationException();
    }
}
