package writeback.relay.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.DirectorySettings.Reach;
import writeback.relay.directory.DirectorySettings.SyncSide;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;

/** A domain controller for tests: LDAPS with a certificate for {@code dc1.contoso.test}, and as few rules as they need. */
public final class SmallDirectory implements AutoCloseable {

    public static final String BASE = "DC=contoso,DC=test";
    public static final String PILOT_OU = "OU=Pilot," + BASE;
    private static final String NTDS = "CN=NTDS Settings,CN=DC1,CN=Configuration";
    private static final String READER = "CN=reader," + BASE;
    private static final String PASSWORD = "correct horse";

    /** What is asked for is left to the test that put the descriptor there. */
    private static final String DESCRIPTOR_PARTS = "1.2.840.113556.1.4.801";

    private static final String KEYSTORE_PASSWORD = "changeit";

    /** Answers a modify in place of the server; null lets it through. */
    public interface ModifyRule {
        void check(ModifyRequest request, List<Control> controls) throws LDAPException;
    }

    /** Comes before a search; what it throws is the server's answer. */
    public interface SearchRule {
        void before(ReadOnlySearchRequest request) throws LDAPException;
    }

    private static final Map<List<String>, Path> CERTIFICATES = new HashMap<>();

    private final Path certificates;
    private final Path folder;
    private final InMemoryDirectoryServer server;
    private volatile ModifyRule rule = (request, controls) -> {};
    private volatile SearchRule searches = request -> {};
    private volatile UnaryOperator<Entry> entries = entry -> entry;
    private volatile String hidden = "no such name";

    public SmallDirectory(Path folder) throws Exception {
        this(folder, "90");
    }

    /** @param validity of the certificate, as {@code keytool} takes it: days, and more of its options */
    public SmallDirectory(Path folder, String... validity) throws Exception {
        this.certificates = certificates(List.of(validity));
        this.folder = Files.createDirectories(folder);
        Path keyStore = certificates.resolve("dc1.p12");
        SSLUtil ssl = new SSLUtil(
                new KeyStoreKeyManager(keyStore.toFile(), KEYSTORE_PASSWORD.toCharArray(), "PKCS12", "dc1"),
                new TrustAllTrustManager());
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE, "CN=Configuration");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", InetAddress.getLoopbackAddress(), 0, ssl.createSSLServerSocketFactory(), null));
        config.addAdditionalBindCredentials(READER, PASSWORD);
        config.setCustomRootDSEAttributes(List.of(
                new Attribute("dnsHostName", "dc1.contoso.test"),
                new Attribute("defaultNamingContext", BASE),
                new Attribute("configurationNamingContext", "CN=Configuration"),
                new Attribute("dsServiceName", NTDS),
                new Attribute("supportedControl", "1.2.840.113556.1.4.2239", "1.2.840.113556.1.4.319")));
        config.addInMemoryOperationInterceptor(new Rules());
        server = new InMemoryDirectoryServer(config);
        server.startListening();
        add(
                "dn: " + BASE,
                "objectClass: domainDNS",
                "minPwdAge: -864000000000",
                "pwdHistoryLength: 24",
                "fSMORoleOwner: " + NTDS,
                "objectSid:: AQQAAAAAAAUVAAAAAQAAAAIAAAADAAAA");
        secret(folder.resolve("password"), PASSWORD + "\n");
    }

    /** A file that only its owner can open. */
    public static Path secret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    /** Made once, for keytool is slow. */
    private static synchronized Path certificates(List<String> validity)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path known = CERTIFICATES.get(validity);
        if (known != null) {
            return known;
        }
        Path made = Files.createTempDirectory("small-directory");
        Path keyStore = made.resolve("dc1.p12");
        List<String> generate = new ArrayList<>(List.of(
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=dc1.contoso.test",
                "-ext",
                "san=dns:dc1.contoso.test",
                "-validity"));
        generate.addAll(validity);
        keytool(generate.toArray(String[]::new));
        Files.writeString(made.resolve("ca.pem"), pem(keyStore));
        CERTIFICATES.put(validity, made);
        return made;
    }

    private static String pem(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), KEYSTORE_PASSWORD.toCharArray());
        byte[] certificate = store.getCertificate("dc1").getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("-alias", "dc1", "-storetype", "PKCS12", "-storepass", KEYSTORE_PASSWORD));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed");
        }
    }

    private Path caFile() {
        return certificates.resolve("ca.pem");
    }

    public void add(String... ldif) throws LDAPException, LDIFException {
        server.add(ldif);
    }

    public void modify(String... ldif) throws LDAPException, LDIFException {
        server.modify(ldif);
    }

    public void delete(String dn) throws LDAPException {
        server.delete(dn);
    }

    /** Replaces a value past all rules, as somebody else would. */
    public void put(String dn, String attribute, String value) throws LDAPException {
        Entry entry = server.getEntry(dn).duplicate();
        entry.setAttribute(attribute, value);
        server.delete(dn);
        server.add(entry);
    }

    /** The same with a value that is no text; what hangs below the name stays. */
    public void put(String dn, String attribute, byte[] value) throws LDAPException {
        server.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    public byte[] bytes(String dn, String attribute) throws LDAPException {
        return server.getEntry(dn).getAttributeValueBytes(attribute);
    }

    public String value(String dn, String attribute) throws LDAPException {
        return server.getEntry(dn).getAttributeValue(attribute);
    }

    /** From now on each modify is put to this rule first. */
    public void onModify(ModifyRule modifyRule) {
        this.rule = modifyRule;
    }

    /** From now on this happens before each search. */
    public void onSearch(SearchRule searchRule) {
        this.searches = searchRule;
    }

    /** From now on each entry found is put through this. */
    public void onEntry(UnaryOperator<Entry> entryRule) {
        this.entries = entryRule;
    }

    public int port() {
        return server.getListenPort();
    }

    /** Ends every connection, and takes no new ones. */
    public void die() {
        // It would wait for the thread of the connection that asks for it.
        new Thread(() -> server.shutDown(true), "death").start();
    }

    /** Searches at this name find nothing, as for an account without rights. */
    public void hide(String dn) {
        this.hidden = dn;
    }

    public Account account() {
        return new Account(READER, new SignIn.SimpleBind(folder.resolve("password")));
    }

    public DirectorySettings settings(String host, String domain, Account account, Path sysvol) {
        return new DirectorySettings(
                new Reach(
                        host,
                        server.getListenPort(),
                        caFile(),
                        new KerberosPlace("CONTOSO.TEST", "127.0.0.1", 389),
                        Map.of(Reach.EVERY_NAME, "127.0.0.1")),
                domain,
                sysvol.toString(),
                PILOT_OU,
                new Accounts(account, account, account),
                SyncSide.UNSAID);
    }

    public DirectorySettings settings() {
        return settings("dc1.contoso.test", "contoso.test", account(), folder.resolve("sysvol"));
    }

    /** As {@link #settings()}, at another port. */
    public DirectorySettings settings(int port) {
        DirectorySettings here = settings();
        Reach reach = here.reach();
        return new DirectorySettings(
                new Reach(reach.host(), port, reach.caFile(), reach.kerberos(), reach.addresses()),
                here.domain(),
                here.sysvol(),
                here.pilotOu(),
                here.accounts(),
                here.sync());
    }

    public DomainSession session() throws DirectoryTrouble {
        return new DirectoryConnector(settings()).open(account());
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private final class Rules extends InMemoryOperationInterceptor {

        @Override
        public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
            ModifyRequest asked = (ModifyRequest) request.getRequest();
            rule.check(asked, List.of(asked.getControls()));
            request.setRequest(new ModifyRequest(asked.getDN(), asked.getModifications()));
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry found) {
            Entry shown = entries.apply(found.getSearchEntry());
            found.setSearchEntry(
                    new SearchResultEntry(shown, found.getSearchEntry().getControls()));
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            searches.before(request.getRequest());
            if (request.getRequest().getBaseDN().equalsIgnoreCase(hidden)) {
                throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "hidden");
            }
            SearchRequest asked = request.getRequest().duplicate();
            asked.setControls(Stream.of(asked.getControls())
                    .filter(control -> !control.getOID().equals(DESCRIPTOR_PARTS))
                    .toArray(Control[]::new));
            request.setRequest(asked);
        }
    }
}
