package writeback.relay.directory.users;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.DirectorySettings.Reach;
import writeback.relay.directory.DirectorySettings.SyncSide;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * How fast the walk over all users is against the ceiling: a paged search over the same connection that reads the same
 * attributes of the same users and does nothing with them. Both in turns, in one process; {@code script/bench} starts it.
 */
public final class DirectoryBench {

    private static final int PAGE = 1000;
    private static final int ROUNDS = 3;
    private static final AtomicLong LIVE = new AtomicLong();

    private DirectoryBench() {}

    /** @param arguments the lab's {@code lab.json}, the container with the users, how many there must be at least */
    public static void main(String[] arguments) throws Exception {
        JsonNode lab = JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0])));
        String container = arguments[1];
        int atLeast = Integer.parseInt(arguments[2]);
        Directory directory = new Directory(settings(lab));
        ConnectorFinder connectors = new ConnectorFinder(new Directories(List.of(directory.settings())));
        String connector = text(lab, "accounts", "connector", "sam");
        String[] attributes = attributes(directory, connectors, connector);
        int expected = plain(directory, container, attributes);
        if (expected < atLeast) {
            throw new IllegalStateException("saw " + expected + " users, not " + atLeast);
        }
        watchHeap();

        List<Double> plain = new ArrayList<>();
        List<Double> walk = new ArrayList<>();
        long plainHeap = 0;
        long walkHeap = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            LIVE.set(0);
            double search = seconds(() -> plain(directory, container, attributes), expected);
            plainHeap = Math.max(plainHeap, LIVE.getAndSet(0));
            double walked = seconds(() -> walk(directory, connectors, connector, container), expected);
            walkHeap = Math.max(walkHeap, LIVE.get());
            // The first round warms up.
            if (round > 0) {
                plain.add(search);
                walk.add(walked);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s %7d users: plain search %6.0f users/s, coverage %6.0f users/s, ratio %.2f (rounds %s);"
                        + " live heap at most %.1f MB, plain search %.1f MB%n",
                text(lab, "kind"),
                expected,
                expected / median(plain),
                expected / median(walk),
                median(plain) / median(walk),
                ratios(plain, walk),
                walkHeap / 1e6,
                plainHeap / 1e6);
    }

    private interface Run {
        int users() throws Exception;
    }

    private static double seconds(Run run, int expected) throws Exception {
        long start = System.nanoTime();
        int users = run.users();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (users != expected) {
            throw new IllegalStateException("saw " + users + " users, not " + expected);
        }
        return seconds;
    }

    private static int plain(Directory directory, String container, String[] attributes) throws Exception {
        int users = 0;
        try (DomainSession session = directory.openReading()) {
            @Nullable ASN1OctetString cookie = null;
            do {
                SearchRequest request = new SearchRequest(
                        container, SearchScope.SUB, DereferencePolicy.NEVER, 0, 60, false, UserJudge.USERS, attributes);
                request.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
                request.addControl(DescriptorReader.withoutSacl());
                SearchResult page = session.page(request);
                users += page.getEntryCount();
                SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
                cookie = next != null && next.moreResultsToReturn() ? next.getCookie() : null;
            } while (cookie != null);
        }
        return users;
    }

    /** With everything that the operation does, the answer's text included. */
    private static int walk(Directory directory, ConnectorFinder connectors, String connector, String container)
            throws Exception {
        Coverage coverage = new Coverage(connectors);
        Containers containers = Containers.parse(container, List.of());
        String cursor = "";
        int users = 0;
        do {
            CoveragePage page = coverage.page(directory, connector, containers, cursor, PAGE, Clock.systemUTC());
            ProtocolJson.write(page);
            users += page.looked();
            cursor = page.next();
        } while (!cursor.isEmpty());
        return users;
    }

    private static String[] attributes(Directory directory, ConnectorFinder connectors, String connector)
            throws Exception {
        try (DomainSession session = directory.openReading()) {
            List<String> all = new ArrayList<>(Arrays.asList(Looked.ATTRIBUTES));
            all.add(UserPages.NUMBER);
            all.addAll(Arrays.asList(UserJudge.of(
                            session,
                            Sighting.seen(connectors
                                    .find(directory, session, connector)
                                    .trustee()))
                    .attributes()));
            return all.toArray(String[]::new);
        }
    }

    /** What is left after each collection; the most of it is what a run really needs. */
    private static void watchHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc();
                                long heap = after.entrySet().stream()
                                        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Tenured).*"))
                                        .mapToLong(pool -> pool.getValue().getUsed())
                                        .sum();
                                LIVE.accumulateAndGet(heap, Math::max);
                            },
                            null,
                            null);
        }
    }

    private static DirectorySettings settings(JsonNode lab) {
        JsonNode reading = lab.path("directory").path("accounts").path("reading");
        Account account = new Account(
                reading.path("dn").stringValue(),
                new SignIn.SimpleBind(Path.of(reading.path("passwordFile").stringValue())));
        return new DirectorySettings(
                new Reach(
                        text(lab, "domainController"),
                        lab.path("directory").path("port").intValue(),
                        Path.of(lab.path("ca").stringValue()),
                        new KerberosPlace(
                                text(lab, "domain").toUpperCase(Locale.ROOT),
                                text(lab, "host"),
                                KerberosPlace.LDAP_PORT),
                        Map.of(Reach.EVERY_NAME, text(lab, "host"))),
                text(lab, "domain"),
                text(lab, "sysvol"),
                text(lab, "pilotOu"),
                new Accounts(account, null, null),
                SyncSide.UNSAID);
    }

    private static String text(JsonNode lab, String... path) {
        JsonNode node = lab.path("directory");
        for (String name : path) {
            node = node.path(name);
        }
        return node.stringValue();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String ratios(List<Double> plain, List<Double> walk) {
        List<String> ratios = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            ratios.add(String.format(Locale.ROOT, "%.2f", plain.get(i) / walk.get(i)));
        }
        return String.join(" ", ratios);
    }
}
