package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;

/** What the agent says of the domain head, against what an outsider sees there. */
@OnDirectories
class DomainHeadTest {

    @Test
    void theAgentAgreesWithAnOutsider(Directory directory) throws DirectoryTrouble {
        try (Arrangement arrangement = new Arrangement(directory);
                DomainSession session = directory.read()) {
            Entry head = arrangement.entry(directory.baseDn(), "minPwdAge", "pwdHistoryLength");

            assertThat(DomainHeadReader.read(session))
                    .isEqualTo(Sighting.seen(new DomainHead(
                            directory.domain(),
                            head.getDN(),
                            Duration.ofSeconds(-head.getAttributeValueAsLong("minPwdAge") / 10_000_000),
                            head.getAttributeValueAsInteger("pwdHistoryLength"))));
        }
    }

    @Test
    void theAgentSeesWhatAnAdministratorSetsDirectly(Directory directory) throws DirectoryTrouble {
        try (Arrangement arrangement = new Arrangement(directory);
                DomainSession session = directory.read()) {
            arrangement.minimumAge(Duration.ofDays(3));

            assertThat(DomainHeadReader.read(session)).isInstanceOfSatisfying(Seen.class, seen -> assertThat(
                            ((DomainHead) seen.value()).minimumPasswordAge())
                    .isEqualTo(Duration.ofDays(3)));
        }
    }

    @Test
    void whatIsSetDirectlyIsNotTakenBackForAPolicyThatChangedBefore(Directory directory) {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String links = arrangement.entry(directory.baseDn(), "gPLink").getAttributeValue("gPLink");
            PolicyObject policy = arrangement.policy(1);
            policy.writeSystemAccess("MinimumPasswordAge = 2");
            arrangement.set(directory.baseDn(), "gPLink", links + policy.link(0));

            arrangement.minimumAge(Duration.ofDays(3));
            directory.groupPolicy().run(false);

            assertThat(arrangement.entry(directory.baseDn(), "minPwdAge").getAttributeValue("minPwdAge"))
                    .isEqualTo(Arrangement.ticks(Duration.ofDays(3)));
        }
    }
}
