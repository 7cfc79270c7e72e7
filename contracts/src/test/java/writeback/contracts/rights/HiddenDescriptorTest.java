package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import writeback.contracts.Agent;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.OnDirectories;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorFacts.Sample;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.message.Operations;

/** The connector account's rights where the server hides an access list: unknown, neither there nor missing. */
@OnDirectories(Kind.SAMBA)
class HiddenDescriptorTest {

    private static final int READ_CONTROL = 0x20000;
    /** As many users as a sample holds at most. */
    private static final int WHOLE = 50;

    @Test
    void whatTheRootLacksIsUnknownWhenItsAccessListIsHidden(Directory directory) {
        try (Arrangement arrangement = new Arrangement(directory)) {
            hide(arrangement, directory.baseDn());
            ConnectorFacts facts = facts(directory);

            assertHidden(facts.missingAtRoot());
            assertHidden(facts.rootDescriptor());
            assertThat(facts.enabled()).isTrue();
        }
    }

    @Test
    void ofAUserWhoseAccessListIsHiddenItCannotBeTold(Directory directory) {
        Sample before = sample(directory);
        assumeThat(before.looked()).as("no sample but everybody").isLessThan(WHOLE);
        try (Arrangement arrangement = new Arrangement(directory)) {
            hide(arrangement, arrangement.user(arrangement.unit(), Arrangement.fresh("hidden-")));

            assertThat(sample(directory))
                    .isEqualTo(new Sample(before.looked() + 1, before.granted(), before.cannotTell() + 1));
        }
    }

    /** Denies the reading account Read Permissions. */
    private static void hide(Arrangement arrangement, String dn) {
        byte[] reading =
                arrangement.sid(arrangement.directory().accounts().reading().name());
        arrangement.setDescriptor(dn, Ace.inFront(arrangement.descriptor(dn), Ace.deny(0, READ_CONTROL, reading)));
    }

    private static ConnectorFacts facts(Directory directory) {
        return Agent.on(directory.settings())
                .answer(
                        ConnectorFacts.class,
                        Operations.READ_CONNECTOR,
                        Map.of("account", directory.accounts().connector().sam()));
    }

    private static Sample sample(Directory directory) {
        Sighting<Sample> sample = facts(directory).sample();
        assertThat(sample.isSeen()).as(sample.toString()).isTrue();
        return ((Seen<Sample>) sample).value();
    }

    private static void assertHidden(Sighting<?> sighting) {
        assertThat(sighting).isInstanceOfSatisfying(Unseen.class, unseen -> assertThat(unseen.cause())
                .isEqualTo(Cause.DENIED));
    }
}
