package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.ForestDomains;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/** What a domain controller says of its forest and of what is not its own. */
@OnDirectories(Kind.SAMBA)
class ForestTest {

    @Test
    void theReadingAccountSeesTheForestsDomains(Directory directory) throws Exception {
        try (DomainSession session = directory.read()) {
            Sighting<List<ForestDomain>> seen =
                    ForestDomains.read(session, List.of(directory.domain(), "other.example"));
            List<ForestDomain> domains = seen.fold(found -> found, unseen -> List.of());

            assertThat(domains)
                    .as(seen.toString())
                    .contains(new ForestDomain(directory.domain(), true), new ForestDomain("other.example", true));
        }
    }

    /** A domain controller names the neighbouring partitions in the answer; their hosts have no address here. */
    @Test
    void referencesToOtherPartitionsAreNotFollowedAndSpoilNothing(Directory directory) throws Exception {
        try (DomainSession session = directory.read()) {
            assertThat(session.search(
                            session.baseDn(),
                            SearchScope.SUB,
                            Filter.createEqualityFilter("objectClass", "domainDNS"),
                            10,
                            "objectClass"))
                    .extracting(SearchResultEntry::getDN)
                    .containsExactly(session.baseDn());
        }
    }

    @Test
    void thePdcEmulatorIsNoReadOnlyDomainController(Directory directory) throws Exception {
        try (DomainSession session = directory.read()) {
            assertThat(session.isPdcEmulator()).isTrue();
            assertThat(session.readOnly()).isFalse();
        }
    }
}
