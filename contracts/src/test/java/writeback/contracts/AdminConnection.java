package writeback.contracts;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Plain LDAPS to a directory, without any of the agent's code. */
public final class AdminConnection {

    private AdminConnection() {}

    /** Binds as that account; the caller closes. */
    public static LDAPConnection open(Directory directory, Account account) throws LDAPException {
        return open(directory, account.name(), account.password());
    }

    /** The same for an account that a row has made. */
    public static LDAPConnection open(Directory directory, String name, String password) throws LDAPException {
        try {
            LDAPConnectionOptions options = new LDAPConnectionOptions();
            options.setConnectTimeoutMillis(10_000);
            options.setResponseTimeoutMillis(60_000);
            String host = directory.address() == null ? directory.controller() : directory.address();
            return new LDAPConnection(
                    new SSLUtil(new PEMFileTrustManager(directory.ca().toFile())).createSSLSocketFactory(),
                    options,
                    host,
                    directory.port(),
                    name,
                    password);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * LDAP_SERVER_SD_FLAGS (MS-ADTS 3.1.1.3.4.1.11).
     *
     * @param parts 1 owner, 2 group, 4 DACL, 8 SACL, added up
     */
    public static Control descriptorParts(int parts) {
        return new Control(
                "1.2.840.113556.1.4.801", true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(parts)).encode()));
    }

    /** LDAP_SERVER_POLICY_HINTS with value 1: the reset is bound by the domain's policy (MS-ADTS 3.1.1.3.4.1.27). */
    public static Control policyHints() {
        return new Control(
                "1.2.840.113556.1.4.2239", true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode()));
    }

    /** A password as {@code unicodePwd} takes it: quoted, UTF-16LE (MS-ADTS 3.1.1.3.1.5). */
    public static byte[] quoted(String password) {
        return ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE);
    }
}
