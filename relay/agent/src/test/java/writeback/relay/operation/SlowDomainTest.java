package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.directory.Directories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** A domain controller that hangs or dies in the middle of a look. */
class SlowDomainTest {

    /** Only ends a test that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Less than a handshake may take. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Less than one answer may take. */
    private static final Duration LONG = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private SmallDomain domain;
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
    }

    @AfterEach
    void stop() {
        over.countDown();
        domain.close();
    }

    @Test
    void onePartThatHangsIsUnseenAndTheOthersArrive() throws Exception {
        Duration limit = plentyForTheOthers();
        domain.directory.onSearch(request -> {
            if (request.getBaseDN().startsWith("CN=Password Settings Container")) {
                hang();
            }
        });
        DirectoryFacts facts =
                assertTimeoutPreemptively(limit.plus(PATIENCE), () -> look(domain.directory.settings(), limit));

        assertThat(facts.passwordSettings())
                .isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the PSOs took more than " + limit.toSeconds() + " s"));
        assertThat(facts.domainController().isSeen()).isTrue();
        assertThat(facts.domainHead().isSeen()).isTrue();
        assertThat(facts.enabledAccounts().isSeen()).isTrue();
        assertThat(facts.linkedGpos().isSeen()).isTrue();
        assertThat(facts.changeAccess().isSeen()).isTrue();
    }

    @Test
    void oneThatHangsInTheHandshakeIsAReportInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            DirectoryFacts facts = assertTimeoutPreemptively(
                    PATIENCE, () -> look(domain.directory.settings(silent.getLocalPort()), SHORT));

            assertThat(facts.domainController())
                    .isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the domain controller took more than 2 s"));
            assertThat(facts.linkedGpos())
                    .isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the linked GPOs took more than 2 s"));
        }
    }

    @Test
    void oneThatDiesInTheMiddleLeavesWhatWasSeenBefore() throws Exception {
        CountDownLatch headSeen = new CountDownLatch(1);
        domain.directory.onSearch(request -> {
            if (request.getBaseDN().startsWith("CN=Partitions")) {
                // Asked for after the domain head, over the same session.
                headSeen.countDown();
            } else if (request.getBaseDN().startsWith("CN=Password Settings Container")) {
                await(headSeen);
                domain.directory.die();
                hang();
            }
        });
        DirectoryFacts facts = look(domain.directory.settings(), PATIENCE);

        assertThat(facts.domainHead().isSeen()).isTrue();
        assertThat(facts.passwordSettings()).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.cause()).isEqualTo(Cause.UNREACHABLE);
            assertThat(unseen.detail()).contains("LDAP 81 server down");
        });
    }

    /** The sessions are opened side by side, so each of these moments is another one for each of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 12})
    void whicheverAnswerIsItsLastTheRestIsUnreachable(int answers) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        domain.directory.onSearch(request -> {
            if (asked.getAndIncrement() >= answers) {
                domain.directory.die();
                hang();
            }
        });
        DirectoryFacts facts = look(domain.directory.settings(), PATIENCE);

        List<Unseen<?>> unseen = Stream.of(
                        facts.domainController(),
                        facts.domainHead(),
                        facts.enabledAccounts(),
                        facts.linkedGpos(),
                        facts.changeAccess())
                .filter(Unseen.class::isInstance)
                .<Unseen<?>>map(Unseen.class::cast)
                .toList();
        assertThat(unseen)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.cause()).as(each.detail()).isEqualTo(Cause.UNREACHABLE));
    }

    /** Many times what a look takes on this machine as it is now; the directory's own limit never comes first. */
    private Duration plentyForTheOthers() {
        look(domain.directory.settings(), PATIENCE);
        long start = System.nanoTime();
        look(domain.directory.settings(), PATIENCE);
        Duration plenty = SHORT.plusNanos(10 * (System.nanoTime() - start));
        return plenty.compareTo(LONG) < 0 ? plenty : LONG;
    }

    private void hang() {
        await(over);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DirectoryFacts look(DirectorySettings settings, Duration limit) {
        Outcome outcome = new ReadDirectory(new Directories(List.of(settings)), limit)
                .run(new OperationContext(Map.of(), null, Clock.systemUTC(), domain.data));
        return ProtocolJson.read(((Outcome.Done) outcome).result(), DirectoryFacts.class);
    }
}
