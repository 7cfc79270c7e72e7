package writeback.lab.directory;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** An account of the domain at work over LDAPS; answers as {@code CODE WIN32}, such as {@code 53 0000052D}. */
final class DirectoryClient implements AutoCloseable {

    static final String HINTS = "1.2.840.113556.1.4.2239";
    static final String HINTS_DEPRECATED = "1.2.840.113556.1.4.2066";

    private static final int UNICODE_PWD = 0x9005A;

    private final LDAPConnection connection;

    private DirectoryClient(LDAPConnection connection) {
        this.connection = connection;
    }

    /** A bound connection; fails the test when the directory does not let that account in. */
    static DirectoryClient bind(Practice practice, String name, String password) {
        LDAPConnection connection = connect(practice);
        try {
            connection.bind(name, password);
            return new DirectoryClient(connection);
        } catch (LDAPException e) {
            connection.close();
            throw new AssertionError("bind as " + name + ": " + e.getMessage(), e);
        }
    }

    static LDAPConnection connect(Practice practice) {
        try {
            LDAPConnectionOptions options = new LDAPConnectionOptions();
            options.setConnectTimeoutMillis(3_000);
            return new LDAPConnection(
                    new SSLUtil(new PEMFileTrustManager(practice.ca().toFile())).createSSLSocketFactory(),
                    options,
                    practice.directory().describe().host(),
                    practice.directory().describe().port());
        } catch (LDAPException | GeneralSecurityException e) {
            throw new AssertionError("no connection: " + e.getMessage(), e);
        }
    }

    static String password(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String reset(String dn, String password) {
        return modify(dn, null, replacePassword(password));
    }

    String hintedReset(String dn, String password) {
        return modify(dn, HINTS, replacePassword(password));
    }

    String hintedReset(String dn, String password, String control) {
        return modify(dn, control, replacePassword(password));
    }

    String change(String dn, String old, String next) {
        return modify(
                dn,
                null,
                new Modification(ModificationType.DELETE, "unicodePwd", quoted(old)),
                new Modification(ModificationType.ADD, "unicodePwd", quoted(next)));
    }

    String write(String dn, String attribute, String value) {
        return modify(dn, null, new Modification(ModificationType.REPLACE, attribute, value));
    }

    /** One modify with everything in it. */
    String hintedResetAndMustChange(String dn, String password) {
        return modify(
                dn, HINTS, replacePassword(password), new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
    }

    Entry read(String dn, String... attributes) {
        try {
            Entry entry = connection.getEntry(dn, attributes);
            if (entry == null) {
                throw new AssertionError(dn + " is not there");
            }
            return entry;
        } catch (LDAPException e) {
            throw new AssertionError(dn + ": " + e.getMessage(), e);
        }
    }

    /** A number, and 0 where there is none. */
    long flags(String dn, String attribute) {
        String value = read(dn, attribute).getAttributeValue(attribute);
        return value == null ? 0 : Long.parseLong(value);
    }

    /** The DACL alone, as a self-relative security descriptor. */
    byte[] accessList(String dn) {
        try {
            SearchRequest request = new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", "nTSecurityDescriptor");
            request.addControl(new Control(
                    "1.2.840.113556.1.4.801",
                    true,
                    new ASN1OctetString(new ASN1Sequence(new ASN1Integer(4)).encode())));
            byte[] value = connection.searchForEntry(request).getAttributeValueBytes("nTSecurityDescriptor");
            if (value == null) {
                throw new AssertionError(dn + " shows no access list");
            }
            return value;
        } catch (LDAPException e) {
            throw new AssertionError(dn + ": " + e.getMessage(), e);
        }
    }

    /** DNs found; none when the base cannot be seen. */
    List<String> search(String base, String filter) {
        try {
            return connection.search(base, SearchScope.SUB, filter, "1.1").getSearchEntries().stream()
                    .map(Entry::getDN)
                    .toList();
        } catch (LDAPSearchException e) {
            if (e.getResultCode() == ResultCode.NO_SUCH_OBJECT) {
                return List.of();
            }
            throw new AssertionError(base + ": " + e.getMessage(), e);
        }
    }

    List<String> writable(String dn) {
        String[] names = read(dn, "allowedAttributesEffective").getAttributeValues("allowedAttributesEffective");
        return names == null ? List.of() : List.of(names);
    }

    /** Version of {@code unicodePwd} in the account's replication metadata. */
    int passwordVersion(String dn) {
        byte[] blob = read(dn, "replPropertyMetaData").getAttributeValueBytes("replPropertyMetaData");
        ByteBuffer bytes = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.getInt(8);
        for (int at = 16; at < 16 + 48 * count; at += 48) {
            if (bytes.getInt(at) == UNICODE_PWD) {
                return bytes.getInt(at + 4);
            }
        }
        throw new AssertionError("no unicodePwd in the replication metadata");
    }

    @Override
    public void close() {
        connection.close();
    }

    private String modify(String dn, String control, Modification... modifications) {
        ModifyRequest request = new ModifyRequest(dn, modifications);
        if (control != null) {
            request.addControl(
                    new Control(control, true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode())));
        }
        try {
            return said(connection.modify(request));
        } catch (LDAPException e) {
            return said(e.toLDAPResult());
        }
    }

    static String said(LDAPResult result) {
        if (result.getResultCode() == ResultCode.SUCCESS) {
            return "0";
        }
        String message = result.getDiagnosticMessage() == null ? "" : result.getDiagnosticMessage();
        String win32 = message.matches("(?s)[0-9A-Fa-f]{8}:.*")
                ? " " + message.substring(0, 8).toUpperCase()
                : "";
        return result.getResultCode().intValue() + win32;
    }

    private static Modification replacePassword(String password) {
        return new Modification(ModificationType.REPLACE, "unicodePwd", quoted(password));
    }

    private static byte[] quoted(String password) {
        return ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE);
    }
}
