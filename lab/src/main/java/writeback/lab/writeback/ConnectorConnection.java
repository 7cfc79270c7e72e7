package writeback.lab.writeback;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import writeback.lab.directory.DirectoryDescription;

/** One LDAPS connection bound as the connector account. */
final class ConnectorConnection implements AutoCloseable {

    /** LDAP_SERVER_POLICY_HINTS_DEPRECATED: what Entra's writeback sends (Samba's tests for Entra SSPR). */
    private static final String HINTS_DEPRECATED = "1.2.840.113556.1.4.2066";

    private static final String HINTS = "1.2.840.113556.1.4.2239";

    private final LDAPConnection connection;
    private final DirectoryDescription directory;

    private ConnectorConnection(LDAPConnection connection, DirectoryDescription directory) {
        this.connection = connection;
        this.directory = directory;
    }

    static ConnectorConnection open(DirectoryDescription directory, Path ca) throws LDAPException {
        try {
            LDAPConnectionOptions options = new LDAPConnectionOptions();
            options.setConnectTimeoutMillis(5_000);
            options.setResponseTimeoutMillis(30_000);
            SSLUtil ssl = new SSLUtil(new PEMFileTrustManager(ca.toFile()));
            LDAPConnection connection = new LDAPConnection(
                    ssl.createSSLSocketFactory(),
                    options,
                    directory.host(),
                    directory.port(),
                    directory.accounts().connector().dn(),
                    Files.readString(directory.accounts().connector().passwordFile()));
            return new ConnectorConnection(connection, directory);
        } catch (GeneralSecurityException | IOException e) {
            throw new LDAPException(ResultCode.LOCAL_ERROR, "the connector account's settings: " + e.getMessage(), e);
        }
    }

    /** DN of the enabled user with that sign-in name. */
    Optional<String> user(String userPrincipalName) throws LDAPException {
        Filter filter = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "user"),
                Filter.createEqualityFilter("userPrincipalName", userPrincipalName));
        return connection
                .search(directory.baseDn(), SearchScope.SUB, filter, "userAccountControl")
                .getSearchEntries()
                .stream()
                .filter(entry -> entry.hasAttribute("userAccountControl")
                        && (entry.getAttributeValueAsLong("userAccountControl") & 2) == 0)
                .map(entry -> entry.getDN())
                .findFirst();
    }

    /** Which policy-hints control the domain controller offers; empty when it knows neither. */
    Optional<String> hints() throws LDAPException {
        RootDSE root = connection.getRootDSE();
        if (root == null) {
            return Optional.empty();
        }
        return List.of(HINTS_DEPRECATED, HINTS).stream()
                .filter(root::supportsControl)
                .findFirst();
    }

    /** Sets the password so that the domain's policy holds for it. */
    void reset(String dn, char[] password, String hints) throws LDAPException {
        Control control = new Control(hints, true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode()));
        byte[] quoted = quoted(password);
        try {
            ModifyRequest request =
                    new ModifyRequest(dn, new Modification(ModificationType.REPLACE, "unicodePwd", quoted));
            request.addControl(control);
            connection.modify(request);
        } finally {
            Arrays.fill(quoted, (byte) 0);
        }
    }

    void write(String dn, String attribute, String value) throws LDAPException {
        connection.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    @Override
    public void close() {
        connection.close();
    }

    private static byte[] quoted(char[] password) {
        char[] text = new char[password.length + 2];
        System.arraycopy(password, 0, text, 1, password.length);
        text[0] = '"';
        text[text.length - 1] = '"';
        ByteBuffer encoded = StandardCharsets.UTF_16LE.encode(CharBuffer.wrap(text));
        Arrays.fill(text, '\0');
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
