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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(6);

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
        domain.directory.onSearch(request -> {
            if (request.getBaseDN().startsWith("CN=Password Settings Container")) {
                hang();
            }
        });
        DirectoryFacts facts = assertTimeoutPreemptively(SOON, () -> look(domain.directory.settings()));

        assertThat(facts.passwordSettings()).isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the PSOs took more than 2 s"));
        assertThat(facts.domainController().isSeen()).isTrue();
        assertThat(facts.domainHead().isSeen()).isTrue();
        assertThat(facts.enabledAccounts().isSeen()).isTrue();
        assertThat(facts.linkedGpos().isSeen()).isTrue();
        assertThat(facts.changeAccess().isSeen()).isTrue();
    }

    @Test
    void oneThatHangsInTheHandshakeIsAReportInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            DirectoryFacts facts =
                    assertTimeoutPreemptively(SOON, () -> look(domain.directory.settings(silent.getLocalPort())));

            assertThat(facts.domainController())
                    .isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the domain controller took more than 2 s"));
            assertThat(facts.linkedGpos())
                    .isEqualTo(Sighting.unseen(Cause.TIMEOUT, "the linked GPOs took more than 2 s"));
        }
    }

    @Test
    void oneThatDiesInTheMiddleLeavesWhatWasSeenBefore() throws Exception {
        domain.directory.onSearch(request -> {
            if (request.getBaseDN().startsWith("CN=Password Settings Container")) {
                domain.directory.die();
                hang();
            }
        });
        DirectoryFacts facts = look(domain.directory.settings());

        assertThat(facts.domainHead().isSeen()).isTrue();
        assertThat(facts.passwordSettings()).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.cause()).isEqualTo(Cause.UNREACHABLE);
            assertThat(unseen.detail()).contains("LDAP 81 server down");
        });
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DirectoryFacts look(DirectorySettings settings) {
        Outcome outcome = new ReadDirectory(new Directories(List.of(settings)), LIMIT)
                .run(new OperationContext(Map.of(), null, Clock.systemUTC(), domain.data));
        return ProtocolJson.read(((Outcome.Done) outcome).result(), DirectoryFacts.class);
    }
}
