package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.contracts.AdminConnection;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.OnDirectories;
import writeback.relay.directory.rights.MalformedDescriptorException;
import writeback.relay.directory.rights.SecurityDescriptor;

/** The agent's codec on every descriptor that there is. */
@OnDirectories(Kind.SAMBA)
class DescriptorsTest {

    private static final int PAGE = 500;
    private static final int OWNER_GROUP_DACL = 7;
    private static final int ALL = 15;

    @Test
    void everyDescriptorOfTheDirectoryIsReadAndWrittenByteForByte(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            int seen = 0;
            for (String context : List.of("", "CN=Configuration,", "CN=Schema,CN=Configuration,")) {
                for (int parts : new int[] {OWNER_GROUP_DACL, ALL}) {
                    seen += roundTrip(arrangement, context + directory.baseDn(), parts);
                }
            }
            System.out.println("descriptors: " + seen + " read and written byte for byte");
            assertThat(seen).isGreaterThan(1000);
        }
    }

    private static int roundTrip(Arrangement arrangement, String base, int parts)
            throws LDAPException, MalformedDescriptorException {
        int seen = 0;
        ASN1OctetString cookie = null;
        do {
            SearchRequest request = new SearchRequest(base, SearchScope.SUB, "(objectClass=*)", "nTSecurityDescriptor");
            request.setControls(AdminConnection.descriptorParts(parts), new SimplePagedResultsControl(PAGE, cookie));
            SearchResult page = arrangement.connection().search(request);
            for (SearchResultEntry entry : page.getSearchEntries()) {
                byte[] bytes = entry.getAttributeValueBytes("nTSecurityDescriptor");
                assertThat(bytes).as("%s shows its descriptor", entry.getDN()).isNotNull();
                SecurityDescriptor read = SecurityDescriptor.read(bytes);
                assertThat(read.bytes()).as(entry.getDN()).isEqualTo(bytes);
                seen++;
            }
            cookie = SimplePagedResultsControl.get(page).getCookie();
        } while (cookie.getValueLength() > 0);
        return seen;
    }
}
