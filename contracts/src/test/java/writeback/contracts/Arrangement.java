package writeback.contracts;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a row needs in the directory, made by the administrator and taken away on {@link #close}, the last first: entries
 * are deleted, attributes and descriptors get their former values. Everything an LDAP server refuses is an
 * {@link AssertionError}. Not thread-safe.
 */
public final class Arrangement implements AutoCloseable {

    private static final Control WHOLE_TREE = new Control("1.2.840.113556.1.4.805", true);
    private static final int DACL = 4;

    private final Directory directory;
    private final LDAPConnection connection;
    private final Deque<Step> undo = new ArrayDeque<>();

    /** One thing to take back. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    public Arrangement(Directory directory) {
        this.directory = directory;
        try {
            connection = AdminConnection.open(directory, directory.accounts().administrator());
        } catch (LDAPException e) {
            throw new AssertionError("the administrator was not let in: " + e.getMessage(), e);
        }
    }

    public Directory directory() {
        return directory;
    }

    /** The administrator's own connection, for what is not here. */
    public LDAPConnection connection() {
        return connection;
    }

    /** The domain's name before the backslash. */
    public String shortDomain() {
        String base = directory.baseDn();
        try {
            return connection
                    .searchForEntry("CN=Partitions,CN=Configuration," + base, SearchScope.ONE, "(nCName=" + base + ")")
                    .getAttributeValue("nETBIOSName");
        } catch (LDAPException e) {
            throw refused("read the partitions", e);
        }
    }

    /** A name that nothing else has: the prefix and eight random digits. */
    public static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A new organisational unit at the root; everything made below goes with it. */
    public String unit() {
        return unit(directory.baseDn());
    }

    public String unit(String parent) {
        return unit(parent, fresh("contract-"));
    }

    /** @param name as people read it; escaped here */
    public String unit(String parent, String name) {
        return add(new RDN("OU", name) + "," + parent, new Attribute("objectClass", "top", "organizationalUnit"));
    }

    /** An enabled user with a password of its own; its DN. */
    public String user(String parent, String sam, Attribute... further) {
        return person("user", parent, sam, further);
    }

    /** An enabled inetOrgPerson, a class below user. */
    public String inetOrgPerson(String parent, String sam, Attribute... further) {
        return person("inetOrgPerson", parent, sam, further);
    }

    private String person(String objectClass, String parent, String sam, Attribute... further) {
        Entry entry = new Entry(
                new RDN("CN", sam) + "," + parent,
                new Attribute("objectClass", objectClass),
                new Attribute("sAMAccountName", sam),
                new Attribute("userPrincipalName", sam + "@" + directory.domain()),
                new Attribute("userAccountControl", "512"),
                new Attribute("unicodePwd", AdminConnection.quoted(password())));
        for (Attribute attribute : further) {
            entry.setAttribute(attribute);
        }
        return add(entry);
    }

    /** A password that any sensible policy takes. */
    public static String password() {
        return "Aq1-" + UUID.randomUUID();
    }

    /** A global security group with those members (DNs). */
    public String group(String parent, String sam, String... members) {
        Entry entry = new Entry(
                new RDN("CN", sam) + "," + parent,
                new Attribute("objectClass", "group"),
                new Attribute("sAMAccountName", sam),
                new Attribute("groupType", "-2147483646"));
        if (members.length > 0) {
            entry.addAttribute("member", members);
        }
        return add(entry);
    }

    public void join(String group, String member) {
        modify(group, new Modification(ModificationType.ADD, "member", member));
        undo.push(() -> connection.modify(group, new Modification(ModificationType.DELETE, "member", member)));
    }

    /** A PSO; the minimum age in whole seconds, bound to those users and groups (DNs). */
    public String pso(String name, int precedence, Duration minimumAge, String... appliesTo) {
        Entry entry = new Entry(
                "CN=" + name + ",CN=Password Settings Container,CN=System," + directory.baseDn(),
                new Attribute("objectClass", "msDS-PasswordSettings"),
                new Attribute("msDS-PasswordSettingsPrecedence", Integer.toString(precedence)),
                new Attribute("msDS-PasswordReversibleEncryptionEnabled", "FALSE"),
                new Attribute("msDS-PasswordHistoryLength", "24"),
                new Attribute("msDS-PasswordComplexityEnabled", "TRUE"),
                new Attribute("msDS-MinimumPasswordLength", "7"),
                new Attribute("msDS-MinimumPasswordAge", ticks(minimumAge)),
                new Attribute("msDS-MaximumPasswordAge", ticks(minimumAge.plusDays(42))),
                new Attribute("msDS-LockoutThreshold", "0"),
                new Attribute("msDS-LockoutObservationWindow", ticks(Duration.ofMinutes(30))),
                new Attribute("msDS-LockoutDuration", ticks(Duration.ofMinutes(30))));
        if (appliesTo.length > 0) {
            entry.addAttribute("msDS-PSOAppliesTo", appliesTo);
        }
        return add(entry);
    }

    /** A Group Policy object linked nowhere, at that version in entry and folder; 0 means never edited. */
    public PolicyObject policy(int version) {
        return PolicyObject.make(this, version);
    }

    /** An interval as AD stores it: negative 100-ns ticks. */
    public static String ticks(Duration interval) {
        return Long.toString(-(interval.toSeconds() * 10_000_000L));
    }

    public String add(String dn, Attribute... attributes) {
        return add(new Entry(dn, attributes));
    }

    public String add(Entry entry) {
        try {
            connection.add(entry);
            undo.push(() -> delete(entry.getDN()));
            return entry.getDN();
        } catch (LDAPException e) {
            throw refused("add " + entry.getDN(), e);
        }
    }

    /** Replaces an attribute; without values it goes away. */
    public void set(String dn, String attribute, String... values) {
        Entry before = entry(dn, attribute);
        String[] old = before.getAttributeValues(attribute);
        modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
        undo.push(() -> connection.modify(
                dn, new Modification(ModificationType.REPLACE, attribute, old == null ? new String[0] : old)));
    }

    /**
     * Sets the domain's minimum password age directly. Whatever policies have changed by then is applied first: the domain
     * controller's own next look would otherwise put the winning GPO's age in its place, in the middle of a row.
     */
    public void minimumAge(Duration age) {
        directory.groupPolicy().run(false);
        set(directory.baseDn(), "minPwdAge", ticks(age));
    }

    /** For what nobody takes back, such as {@code unicodePwd}. */
    public void modify(String dn, Modification... modifications) {
        try {
            connection.modify(dn, modifications);
        } catch (LDAPException e) {
            throw refused("modify " + dn, e);
        }
    }

    /** The entry, constructed attributes too when they are named. */
    public Entry entry(String dn, String... attributes) {
        try {
            SearchResultEntry entry = connection.getEntry(dn, attributes);
            if (entry == null) {
                throw new AssertionError("there is no " + dn);
            }
            return entry;
        } catch (LDAPException e) {
            throw refused("read " + dn, e);
        }
    }

    /** {@code objectSid} as bytes (MS-DTYP 2.4.2.2). */
    public byte[] sid(String dn) {
        return entry(dn, "objectSid").getAttributeValueBytes("objectSid");
    }

    /** The DACL of an object as a self-relative security descriptor (MS-DTYP 2.4.6). */
    public byte[] descriptor(String dn) {
        return descriptor(dn, DACL);
    }

    /** @param parts 1 owner, 2 group, 4 DACL, 8 SACL, added up */
    public byte[] descriptor(String dn, int parts) {
        try {
            SearchRequest request = new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", "nTSecurityDescriptor");
            request.addControl(AdminConnection.descriptorParts(parts));
            byte @Nullable [] value = connection.searchForEntry(request).getAttributeValueBytes("nTSecurityDescriptor");
            if (value == null) {
                throw new AssertionError(dn + " shows no nTSecurityDescriptor");
            }
            return value;
        } catch (LDAPException e) {
            throw refused("read the descriptor of " + dn, e);
        }
    }

    /** Replaces the DACL of an object, byte for byte as far as the server lets it. */
    public void setDescriptor(String dn, byte[] descriptor) {
        byte[] before = descriptor(dn);
        try {
            write(dn, descriptor);
        } catch (LDAPException e) {
            throw refused("write the descriptor of " + dn, e);
        }
        undo.push(() -> write(dn, before));
    }

    private void write(String dn, byte[] descriptor) throws LDAPException {
        ModifyRequest request =
                new ModifyRequest(dn, new Modification(ModificationType.REPLACE, "nTSecurityDescriptor", descriptor));
        request.addControl(AdminConnection.descriptorParts(DACL));
        connection.modify(request);
    }

    /** Runs when this closes, before what was arranged earlier is undone. */
    public void whenDone(Step step) {
        undo.push(step);
    }

    private void delete(String dn) throws LDAPException {
        try {
            DeleteRequest request = new DeleteRequest(dn);
            request.addControl(WHOLE_TREE);
            connection.delete(request);
        } catch (LDAPException e) {
            if (!e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        AssertionError failed = null;
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (Exception e) {
                failed = failed == null ? new AssertionError("not everything was taken back", e) : failed;
            }
        }
        connection.close();
        if (failed != null) {
            throw failed;
        }
    }

    private static AssertionError refused(String what, LDAPException e) {
        return new AssertionError(what + ": " + e.getResultCode() + " " + e.getDiagnosticMessage(), e);
    }
}
