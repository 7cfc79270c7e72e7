package writeback.relay.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out of which domain something is. */
public final class DomainName {

    private DomainName() {}

    /** DNS name, lower case, of the domain that an object of this distinguished name is in; empty when it tells none. */
    public static Optional<String> ofObject(String distinguishedName) {
        List<String> labels = new ArrayList<>();
        try {
            for (RDN rdn : new DN(distinguishedName).getRDNs()) {
                if (rdn.hasAttribute("DC")) {
                    labels.add(rdn.getAttributeValues()[0]);
                }
            }
        } catch (LDAPException e) {
            return Optional.empty();
        }
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(".", labels).toLowerCase(Locale.ROOT));
    }

    /** The domain that a referral leads to, such as {@code ldap://child.contoso.com/DC=child,DC=contoso,DC=com}. */
    static Optional<String> ofReferral(String[] urls) {
        for (String each : urls) {
            try {
                LDAPURL url = new LDAPURL(each);
                Optional<String> domain = ofObject(url.getBaseDN().toString());
                if (domain.isPresent()) {
                    return domain;
                }
            } catch (LDAPException e) {
                // Another may be readable.
            }
        }
        return Optional.empty();
    }
}
