package writeback.relay.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** A connection to one domain controller as one account. Not thread-safe. */
public final class DomainSession implements AutoCloseable {

    private static final int SEARCH_AT_MOST_SECONDS = 10;
    /** LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID: what an RODC says of itself (MS-ADTS 3.1.1.3.4.3). */
    private static final String PARTIAL_SECRETS = "1.2.840.113556.1.4.1920";

    private final LDAPConnection connection;
    private final Entry rootDse;
    private final String account;
    private final String host;
    private final String baseDn;
    private final String domain;
    private @Nullable Optional<String> pdcEmulator;

    private DomainSession(LDAPConnection connection, Entry rootDse, String domain, String account)
            throws DirectoryTrouble {
        this.connection = connection;
        this.rootDse = rootDse;
        this.domain = domain.toLowerCase(Locale.ROOT);
        this.account = account;
        this.host = required("dnsHostName").toLowerCase(Locale.ROOT);
        this.baseDn = required("defaultNamingContext");
    }

    static DomainSession begin(LDAPConnection connection, String domain, String account) throws DirectoryTrouble {
        try {
            Entry rootDse = connection.getEntry("", "*", "+");
            if (rootDse == null) {
                throw new DirectoryTrouble(Cause.MALFORMED, "the server shows no rootDSE");
            }
            DomainSession session = new DomainSession(connection, rootDse, domain, account);
            if (!dnsName(session.baseDn).equals(session.domain)) {
                throw new DirectoryTrouble(
                        Cause.FAILED, session.host + " serves " + session.baseDn + ", not " + session.domain);
            }
            ControllerClock.look(session.host, rootDse.getAttributeValue("currentTime"));
            return session;
        } catch (LDAPException e) {
            throw DirectoryTrouble.of("rootDSE", e);
        }
    }

    private String required(String attribute) throws DirectoryTrouble {
        String value = rootDse.getAttributeValue(attribute);
        if (value == null) {
            throw new DirectoryTrouble(Cause.MALFORMED, "the server's rootDSE has no " + attribute);
        }
        return value;
    }

    private static String dnsName(String distinguishedName) throws DirectoryTrouble {
        try {
            StringBuilder name = new StringBuilder();
            for (var rdn : new DN(distinguishedName).getRDNs()) {
                name.append(name.isEmpty() ? "" : ".").append(rdn.getAttributeValues()[0]);
            }
            return name.toString().toLowerCase(Locale.ROOT);
        } catch (LDAPException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, "defaultNamingContext is no distinguished name");
        }
    }

    /** DNS name of the domain controller, lower case. */
    public String host() {
        return host;
    }

    /** Distinguished name of the domain head. */
    public String baseDn() {
        return baseDn;
    }

    /** Distinguished name of the forest's configuration. */
    public String configurationDn() throws DirectoryTrouble {
        return required("configurationNamingContext");
    }

    /** DNS name of the domain, lower case. */
    public String domain() {
        return domain;
    }

    /** Whom we are bound as. */
    public String account() {
        return account;
    }

    /** The certificate that the domain controller has shown; empty when Kerberos encrypts the connection. */
    public Optional<X509Certificate> certificate() {
        try {
            SSLSession tls = connection.getSSLSession();
            return tls != null && tls.getPeerCertificates()[0] instanceof X509Certificate shown
                    ? Optional.of(shown)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Object identifiers in {@code supportedControl}. */
    public Set<String> supportedControls() {
        String[] values = rootDse.getAttributeValues("supportedControl");
        return values == null ? Set.of() : Set.copyOf(List.of(values));
    }

    /** Whether this is an RODC, which takes no writes. */
    public boolean readOnly() {
        return rootDse.hasAttributeValue("supportedCapabilities", PARTIAL_SECRETS);
    }

    /** Distinguished name of the forest's configuration, if the server shows it. */
    public Optional<String> configuration() {
        return Optional.ofNullable(rootDse.getAttributeValue("configurationNamingContext"));
    }

    /** The server's own clock as generalized time, if it shows it. */
    public Optional<String> currentTime() throws DirectoryTrouble {
        return entry("", "currentTime").map(entry -> entry.getAttributeValue("currentTime"));
    }

    /** How far the server's own clock is ahead of ours. */
    public Sighting<Duration> clockAhead(Instant now) throws DirectoryTrouble {
        return currentTime()
                .flatMap(time -> ControllerClock.ahead(time, now))
                .map(Sighting::seen)
                .orElseGet(() -> Sighting.unseen(Cause.FAILED, host + " does not show its clock"));
    }

    /** Whether this domain controller holds the PDC emulator role; false also when that cannot be found out. */
    public boolean isPdcEmulator() throws DirectoryTrouble {
        return pdcEmulator().filter(host::equalsIgnoreCase).isPresent();
    }

    /** DNS name of the PDC emulator, from {@code fSMORoleOwner} of the domain head (MS-ADTS 6.1.5.3), if it can be found. */
    public Optional<String> pdcEmulator() throws DirectoryTrouble {
        if (pdcEmulator == null) {
            pdcEmulator = findPdcEmulator();
        }
        return pdcEmulator;
    }

    private Optional<String> findPdcEmulator() throws DirectoryTrouble {
        Optional<String> owner = entry(baseDn, "fSMORoleOwner").map(head -> head.getAttributeValue("fSMORoleOwner"));
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try {
            String own = rootDse.getAttributeValue("dsServiceName");
            if (own != null && DN.equals(own, owner.get())) {
                return Optional.of(host);
            }
            String server = DN.getParentString(owner.get());
            return server == null
                    ? Optional.empty()
                    : entry(server, "dNSHostName").map(found -> found.getAttributeValue("dNSHostName"));
        } catch (LDAPException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, "fSMORoleOwner is no distinguished name");
        }
    }

    /** The one object of that name; empty when it does not exist or is hidden from us, which look the same. */
    public Optional<SearchResultEntry> entry(String distinguishedName, String... attributes) throws DirectoryTrouble {
        return search(distinguishedName, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), 1, attributes)
                .stream()
                .findFirst();
    }

    /** The same, with a control that changes what is shown. */
    public Optional<SearchResultEntry> entry(String distinguishedName, Control control, String... attributes)
            throws DirectoryTrouble {
        SearchRequest request = new SearchRequest(
                distinguishedName,
                SearchScope.BASE,
                DereferencePolicy.NEVER,
                1,
                SEARCH_AT_MOST_SECONDS,
                false,
                Filter.createPresenceFilter("objectClass"),
                attributes);
        request.addControl(control);
        try {
            return page(request).getSearchEntries().stream().findFirst();
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return Optional.empty();
            }
            throw DirectoryTrouble.of("search at " + distinguishedName, e);
        }
    }

    /**
     * The objects that match.
     *
     * @throws DirectoryTrouble also when there are more than {@code atMost}
     */
    public List<SearchResultEntry> search(
            String base, SearchScope scope, Filter filter, int atMost, String... attributes) throws DirectoryTrouble {
        try {
            return page(new SearchRequest(
                            base,
                            scope,
                            DereferencePolicy.NEVER,
                            atMost,
                            SEARCH_AT_MOST_SECONDS,
                            false,
                            filter,
                            attributes))
                    .getSearchEntries();
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return List.of();
            }
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw new DirectoryTrouble(Cause.FAILED, "more than " + atMost + " objects match under " + base);
            }
            throw DirectoryTrouble.of("search at " + (base.isEmpty() ? "rootDSE" : base), e);
        }
    }

    /** @throws LDAPException with the server's answer when it did not search to the end, or with a connection's trouble */
    public SearchResult page(SearchRequest request) throws LDAPException {
        return connection.search(request);
    }

    /** @throws LDAPException with the server's answer when it did not modify, or with a connection's trouble */
    public void modify(ModifyRequest request) throws LDAPException {
        connection.modify(request);
    }

    @Override
    public void close() {
        connection.close();
    }
}
