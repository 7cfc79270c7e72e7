package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WinningGpo;

/**
 * Which GPO decides the minimum password age: what the agent says wins, against what the domain head holds after the
 * server's own Group Policy client has applied everything. Each row has ages of its own, so that no two could be mistaken.
 */
@OnDirectories
class WinningPolicyTest {

    private static final int PLAIN = 0;
    private static final int DISABLED = 1;
    private static final int ENFORCED = 2;

    @Test
    void theLastLinkStoredWins(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject first = row.policy(3);
            PolicyObject second = row.policy(4);
            row.links(first.link(PLAIN), second.link(PLAIN));
            row.expect(second, 4);
        }
    }

    @Test
    void theSameTwoTheOtherWayRound(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject first = row.policy(3);
            PolicyObject second = row.policy(4);
            row.links(second.link(PLAIN), first.link(PLAIN));
            row.expect(first, 3);
        }
    }

    @Test
    void anEnforcedLinkWinsFromBelow(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(5);
            PolicyObject high = row.policy(6);
            row.links(low.link(ENFORCED), high.link(PLAIN));
            row.expect(low, 5);
        }
    }

    @Test
    void ofTwoEnforcedLinksTheLastStoredWins(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject first = row.policy(5);
            PolicyObject second = row.policy(6);
            row.links(first.link(ENFORCED), second.link(ENFORCED));
            row.expect(second, 6);
        }
    }

    @Test
    void aDisabledLinkIsPassedOverEvenIfEnforced(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(7);
            PolicyObject off = row.policy(8);
            row.links(low.link(PLAIN), off.link(DISABLED | ENFORCED));
            row.expect(low, 7);
        }
    }

    @Test
    void aGpoWithComputerSettingsOffIsPassedOver(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(9);
            PolicyObject off = row.policy(10);
            row.arrangement.set(off.dn(), "flags", "2");
            row.links(low.link(PLAIN), off.link(PLAIN));
            if (directory.judges(Matter.GPO_FLAGS)) {
                row.expect(low, 9);
            } else {
                row.expectOurs(low, 9);
                directory.byDocumentAlone(Matter.GPO_FLAGS, "computer settings off");
            }
        }
    }

    @Test
    void aGpoThatWasNeverEditedIsPassedOver(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(11);
            PolicyObject empty = row.arrangement.policy(0);
            empty.writeSystemAccess("MinimumPasswordAge = 12");
            row.links(low.link(PLAIN), empty.link(PLAIN));
            if (directory.judges(Matter.GPO_VERSION_ZERO)) {
                row.expect(low, 11);
            } else {
                row.expectOurs(low, 11);
                directory.byDocumentAlone(Matter.GPO_VERSION_ZERO, "GPO at version 0");
            }
        }
    }

    @Test
    void aGpoThatLeavesTheValueOutLeavesTheWordToTheNext(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(13);
            PolicyObject silent = row.arrangement.policy(1);
            silent.writeSystemAccess("MinimumPasswordLength = 7");
            row.links(low.link(PLAIN), silent.link(PLAIN));
            row.expect(low, 13);
        }
    }

    @Test
    void aLinkToADeletedGpoMakesItUnknownAlthoughTheServerPassesItOver(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject low = row.policy(14);
            row.links(
                    low.link(PLAIN),
                    "[LDAP://CN={99999999-8888-7777-6666-555555555555},CN=Policies,CN=System," + directory.baseDn()
                            + ";0]");
            assertThat(row.winner().isSeen()).as("it could be hidden, too").isFalse();
            directory.groupPolicy().run(true);
            assertThat(row.headDays()).isEqualTo(14);
        }
    }

    @Test
    void whatMayNotApplyMakesItUnknown(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject filtered = row.policy(15);
            row.links(filtered.link(PLAIN));
            assertThat(row.winner().isSeen()).isTrue();
            row.arrangement.set(
                    filtered.dn(),
                    "gPCWQLFilter",
                    "[" + directory.domain() + ";{11111111-2222-3333-4444-555555555555};0]");
            assertThat(row.winner().isSeen()).as("a WMI filter decides").isFalse();
        }
    }

    @Test
    void whatIsSetDirectlyIsTakenBackByTheNextForcedRefresh(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            PolicyObject winner = row.policy(2);
            row.links(winner.link(PLAIN));
            row.expect(winner, 2);

            row.arrangement.minimumAge(Duration.ZERO);
            directory.groupPolicy().run(false);
            assertThat(row.headDays())
                    .as("nothing has changed for an ordinary refresh")
                    .isZero();
            row.expectOurs(winner, 2);

            directory.groupPolicy().run(true);
            assertThat(row.headDays()).as("as the agent foretold").isEqualTo(2);
        }
    }

    /** GPOs at the domain root, above the one that is always there, and what comes of them. */
    private static final class Row implements AutoCloseable {

        private final Directory directory;
        private final Arrangement arrangement;
        private final String before;

        Row(Directory directory) {
            this.directory = directory;
            this.arrangement = new Arrangement(directory);
            this.before = arrangement.entry(directory.baseDn(), "gPLink").getAttributeValue("gPLink");
            // Its value now is what the undo puts back.
            arrangement.minimumAge(Duration.ofDays(20));
        }

        PolicyObject policy(int days) {
            PolicyObject made = arrangement.policy(1);
            made.writeSystemAccess("MinimumPasswordAge = " + days);
            return made;
        }

        void links(String... links) {
            arrangement.set(directory.baseDn(), "gPLink", before + String.join("", links));
        }

        void expect(PolicyObject winner, int days) throws DirectoryTrouble {
            expectOurs(winner, days);
            directory.groupPolicy().run(true);
            assertThat(headDays()).as("what the server makes of it").isEqualTo(days);
        }

        void expectOurs(PolicyObject winner, int days) throws DirectoryTrouble {
            LinkedGpo ours = ((Seen<Optional<LinkedGpo>>) winner()).value().orElseThrow();
            assertThat(winner.dn().toUpperCase(Locale.ROOT))
                    .contains(ours.id().toString().toUpperCase(Locale.ROOT));
            assertThat(((Seen<GpoContents>) ours.contents()).value().minimumPasswordAgeDays())
                    .isEqualTo(days);
        }

        Sighting<Optional<LinkedGpo>> winner() throws DirectoryTrouble {
            var reading = Directory.agents(directory.accounts().reading());
            try (DomainSession session = directory.read();
                    SysvolFiles files = Sysvol.of(directory.settings()).open(session, reading)) {
                Sighting<List<LinkedGpo>> links = LinkedGpoReader.read(session, files);
                return links.flatMap(WinningGpo::forMinimumPasswordAge);
            }
        }

        long headDays() {
            Entry head = arrangement.entry(directory.baseDn(), "minPwdAge");
            return Duration.ofSeconds(-head.getAttributeValueAsLong("minPwdAge") / 10_000_000)
                    .toDays();
        }

        @Override
        public void close() {
            arrangement.close();
        }
    }
}
