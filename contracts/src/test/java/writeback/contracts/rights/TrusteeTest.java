package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import writeback.contracts.Directory;
import writeback.contracts.OnDirectories;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.TrusteeReader;

/** What the agent, as the account that only reads, says the connector account counts as. */
@OnDirectories
class TrusteeTest {

    @Test
    void theConnectorAccountIsSeenWithAllItsGroups(Directory directory) throws Exception {
        try (DomainSession session = directory.read()) {
            Trustee trustee = TrusteeReader.find(
                            session, directory.accounts().connector().sam())
                    .orElseThrow();

            assertThat(trustee.complete()).isTrue();
            assertThat(trustee.sids())
                    .contains(trustee.sid(), trustee.sid().sibling(513), new SecurityIdentifier("S-1-5-11"));
        }
    }
}
