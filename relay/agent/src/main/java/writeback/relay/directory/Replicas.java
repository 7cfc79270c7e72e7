package writeback.relay.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;

/**
 * Asks the domain's other domain controllers for their copies, side by side, each on a connection of its own. They are the
 * {@code nTDSDSA} objects of the forest's configuration that hold the domain, writable or not (MS-ADTS 6.1.1.2.2.1.2.1.1).
 */
public final class Replicas {

    private static final int AT_MOST = 200;
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration ALL_AT_MOST = Duration.ofSeconds(8);
    private static final String AGE = "minPwdAge";
    private static final String VERSION = "versionNumber";
    private static final int COMPUTER_HALF = 0xFFFF;

    private final Directory directory;
    private final Account account;

    public Replicas(Directory directory, Account account) {
        this.directory = directory;
        this.account = account;
    }

    /** @param readOnly an RODC, which is an {@code nTDSDSARO} */
    private record Controller(String host, boolean readOnly) {}

    /**
     * The copies of all but the one that is asked here. A domain controller that cannot be reached in time is there with
     * nothing seen.
     *
     * @param winner distinguished name of the GPO that decides, or why it is not known
     */
    public Sighting<List<Replica>> read(DomainSession session, Sighting<String> winner) {
        List<Controller> others;
        try {
            others = others(session);
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
        if (others.isEmpty()) {
            return Sighting.seen(List.of());
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(SIDE_BY_SIDE, others.size()), Replicas::thread);
        try {
            List<Callable<Replica>> looks = new ArrayList<>();
            others.forEach(other -> looks.add(() -> look(other, winner)));
            List<Future<Replica>> looked = pool.invokeAll(looks, ALL_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
            List<Replica> replicas = new ArrayList<>();
            for (int i = 0; i < looked.size(); i++) {
                replicas.add(seen(looked.get(i), others.get(i)));
            }
            return Sighting.seen(List.copyOf(replicas));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sighting.unseen(Cause.FAILED, "interrupted while asking the other domain controllers");
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replica");
        thread.setDaemon(true);
        return thread;
    }

    private static Replica seen(Future<Replica> look, Controller of) throws InterruptedException {
        try {
            return look.get();
        } catch (CancellationException e) {
            return unseen(of, Cause.TIMEOUT, of.host() + " did not answer within " + ALL_AT_MOST.toSeconds() + " s");
        } catch (ExecutionException e) {
            return unseen(of, Cause.FAILED, String.valueOf(e.getCause()));
        }
    }

    private static Replica unseen(Controller of, Cause cause, String detail) {
        return new Replica(of.host(), of.readOnly(), Sighting.unseen(cause, detail), Sighting.unseen(cause, detail));
    }

    private Replica look(Controller other, Sighting<String> winner) {
        try (DomainSession session = directory.connector().openAt(other.host(), account)) {
            Sighting<Duration> age = shown(session, session.baseDn(), AGE).flatMap(value -> age(value));
            return new Replica(
                    other.host(),
                    other.readOnly(),
                    age,
                    winner.flatMap(gpo -> shown(session, gpo, VERSION)).flatMap(Replicas::version));
        } catch (DirectoryTrouble e) {
            return unseen(other, e.why(), String.valueOf(e.getMessage()));
        }
    }

    private static Sighting<String> shown(DomainSession session, String distinguishedName, String attribute) {
        try {
            return session.entry(distinguishedName, attribute)
                    .map(entry -> entry.getAttributeValue(attribute))
                    .map(Sighting::seen)
                    .orElseGet(() -> Sighting.unseen(
                            Cause.FAILED, attribute + " of " + distinguishedName + " is not to be seen there"));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static Sighting<Duration> age(String value) {
        try {
            return Sighting.seen(Ticks.span(AGE, value));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static Sighting<Integer> version(String value) {
        try {
            return Sighting.seen((int) (Ticks.number(VERSION, value) & COMPUTER_HALF));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static List<Controller> others(DomainSession session) throws DirectoryTrouble {
        String configuration = session.configuration()
                .orElseThrow(() -> new DirectoryTrouble(Cause.MALFORMED, "the rootDSE names no configuration"));
        // Writable copies are in hasMasterNCs, those of RODCs in msDS-hasFullReplicaNCs (MS-ADTS 6.1.1.2.2.1.2.1.1).
        Filter holds = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "nTDSDSA"),
                Filter.createORFilter(
                        Filter.createEqualityFilter("hasMasterNCs", session.baseDn()),
                        Filter.createEqualityFilter("msDS-hasMasterNCs", session.baseDn()),
                        Filter.createEqualityFilter("msDS-hasFullReplicaNCs", session.baseDn())));
        List<SearchResultEntry> found =
                session.search("CN=Sites," + configuration, SearchScope.SUB, holds, AT_MOST, "objectClass");
        if (found.isEmpty()) {
            throw new DirectoryTrouble(
                    Cause.DENIED, "the domain's domain controllers are hidden from " + session.account());
        }
        List<Controller> others = new ArrayList<>();
        for (SearchResultEntry settings : found) {
            Controller controller = controller(session, settings);
            if (!controller.host().equals(session.host())) {
                others.add(controller);
            }
        }
        others.sort(Comparator.comparing(Controller::host));
        return others;
    }

    private static Controller controller(DomainSession session, Entry settings) throws DirectoryTrouble {
        @Nullable String server = parent(settings.getDN());
        Optional<String> host = server == null
                ? Optional.empty()
                : session.entry(server, "dNSHostName").map(found -> found.getAttributeValue("dNSHostName"));
        return new Controller(
                host.orElseThrow(() -> new DirectoryTrouble(
                                Cause.FAILED,
                                "dNSHostName of " + server + " is not set, or hidden from " + session.account()))
                        .toLowerCase(Locale.ROOT),
                settings.hasObjectClass("nTDSDSARO"));
    }

    private static @Nullable String parent(String distinguishedName) {
        try {
            return DN.getParentString(distinguishedName);
        } catch (LDAPException e) {
            return null;
        }
    }
}
