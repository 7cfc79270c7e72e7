package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RehearsePolicy;

/** A second domain controller, which agrees, lags or is dead: what the agent says of it, and what resets there show. */
@OnDirectories(value = Kind.MEMORY, labOnly = true)
class ReplicasTest {

    private static final String SECOND = "dc2.contoso.test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @BeforeEach
    void join(Directory directory) {
        directory.lab().set("gpo.intervalSeconds", 3600);
        directory.lab().set("replica.there", true);
        await(directory, ReplicasTest::agrees);
    }

    @AfterEach
    void leave(Directory directory) {
        directory.lab().set("replica.there", false);
        directory.lab().set("replica.stopped", false);
        directory.lab().set("replica.replicates", true);
        minimumAge(directory, 1);
        directory.lab().set("gpo.intervalSeconds", 5);
        assertThat(replicas(directory)).isEmpty();
    }

    @Test
    void whatLagsIsToldWithWhatItHoldsUntilItHasArrivedAndWhoIsDeadIsUnknown(Directory directory) {
        directory.lab().set("replica.replicates", false);
        int before = here(directory).version();

        minimumAge(directory, 0);

        Here now = here(directory);
        assertThat(now).isEqualTo(new Here(Duration.ZERO, now.version()));
        assertThat(now.version()).isGreaterThan(before);
        assertThat(replicas(directory))
                .containsExactly(new Replica(SECOND, false, Sighting.seen(Duration.ofDays(1)), Sighting.seen(before)));

        directory.lab().set("replica.replicates", true);
        await(directory, ReplicasTest::agrees);

        directory.lab().set("replica.stopped", true);
        assertThat(replicas(directory)).singleElement().satisfies(replica -> {
            assertThat(replica.host()).isEqualTo(SECOND);
            assertThat(replica.minimumPasswordAge())
                    .isInstanceOfSatisfying(
                            Unseen.class, unseen -> assertThat(unseen.cause()).isEqualTo(Cause.UNREACHABLE));
            assertThat(replica.winnerVersion().isSeen()).isFalse();
        });
    }

    @Test
    void aRehearsalTellsWhichOfTheTwoRefusesAndWhichCannotBeAsked(Directory directory) throws IOException {
        directory.lab().set("replica.replicates", false);
        minimumAge(directory, 0);

        PolicyRehearsal behind = rehearse(directory);
        assertThat(behind.domainController()).isEqualTo(directory.controller());
        assertThat(behind.conclusion()).as(behind.detail()).isEqualTo(Conclusion.PROVEN);
        assertThat(behind.elsewhere()).singleElement().satisfies(there -> {
            assertThat(there.domainController()).isEqualTo(SECOND);
            assertThat(there.conclusion()).as(there.detail()).isEqualTo(Conclusion.REFUSED);
            assertThat(there.resets()).last().satisfies(reset -> assertThat(reset.win32())
                    .isEqualTo("0000052D"));
        });

        directory.lab().set("replica.replicates", true);
        await(directory, ReplicasTest::agrees);
        // A password that arrives from the other one between two resets would make them prove nothing.
        directory.lab().set("replica.replicates", false);
        PolicyRehearsal same = rehearse(directory);
        assertThat(same.conclusion()).as(same.detail()).isEqualTo(Conclusion.PROVEN);
        assertThat(same.elsewhere()).singleElement().satisfies(there -> assertThat(there.conclusion())
                .as(there.detail())
                .isEqualTo(Conclusion.PROVEN));
    }

    /** What the PDC emulator holds. */
    private record Here(Duration age, int version) {}

    private static void minimumAge(Directory directory, int days) {
        directory.lab().set("gpo.minAgeDays", days);
        directory.groupPolicy().run(true);
    }

    private static boolean agrees(DirectoryFacts facts) {
        Here here = here(facts);
        return value(facts.replicas())
                .equals(List.of(new Replica(SECOND, false, Sighting.seen(here.age()), Sighting.seen(here.version()))));
    }

    private static void await(Directory directory, Predicate<DirectoryFacts> wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        DirectoryFacts last = facts(directory);
        while (!wanted.test(last)) {
            assertThat(Instant.now()).as("still %s", last.replicas()).isBefore(end);
            last = facts(directory);
        }
    }

    private static List<Replica> replicas(Directory directory) {
        return value(facts(directory).replicas());
    }

    private static Here here(Directory directory) {
        return here(facts(directory));
    }

    private static Here here(DirectoryFacts facts) {
        GpoContents winner = value(value(facts.linkedGpos()).get(0).contents());
        return new Here(value(facts.domainHead()).minimumPasswordAge(), winner.directoryVersion());
    }

    private static DirectoryFacts facts(Directory directory) {
        return Agent.on(directory.settings()).answer(DirectoryFacts.class, "read-directory", Map.of());
    }

    private static <T> T value(Sighting<T> sighting) {
        assertThat(sighting.isSeen()).as("%s", sighting).isTrue();
        return ((Seen<T>) sighting).value();
    }

    private PolicyRehearsal rehearse(Directory directory) throws IOException {
        DirectorySettings here = directory.settings();
        DirectorySettings settings = new DirectorySettings(
                here.reach(),
                here.domain(),
                here.sysvol(),
                here.pilotOu(),
                here.accounts(),
                new DirectorySettings.SyncSide(null, SECOND, List.of()));
        Bounds bounds = new Bounds(0, 2, List.of(directory.domain()), directory.pilotOu());
        RehearsePolicy rehearsal = new RehearsePolicy(directory.domain(), directory.testAccount());
        Plan plan = new Plan("tenant", "main", "tenant/person", Instant.MAX, List.of(rehearsal));
        Outcome outcome = Operations.of(List.of(settings), Optional.empty(), bounds, data)
                .find(RehearsePolicy.OPERATION)
                .orElseThrow()
                .run(new OperationContext(Map.of(), new VerifiedChange("change-1", plan, 0), Clock.systemUTC(), data));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ProtocolJson.read(((Outcome.Done) outcome).result(), PolicyRehearsal.class);
    }
}
