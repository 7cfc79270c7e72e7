package writeback.lab.directory.memory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.lab.directory.AccountSearch;
import writeback.lab.directory.DirectoryAccount;
import writeback.lab.directory.DirectoryDescription;
import writeback.lab.directory.DirectorySettings;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.DomainChanges;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.ManyUsers;
import writeback.lab.directory.PasswordFiles;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.StateValue;
import writeback.lab.grouppolicy.GroupPolicyClient;
import writeback.lab.grouppolicy.GroupPolicySchedule;
import writeback.lab.grouppolicy.Policies;

/** The practice directory in this process. LDAPS only; there is no plain LDAP port to refuse. */
public final class MemoryDirectory implements PracticeDirectory {

    private static final String LISTENER = "ldaps";

    private final DirectoryDescription description;
    private final InMemoryDirectoryServer server;
    private final ControllerRules controller;
    private final AccessRules access;
    private final Grants grants;
    private final DomainChanges keys;
    private final ServerHand hand;
    private final Names names;
    private final GroupPolicyClient groupPolicy;
    private final GroupPolicySchedule schedule;
    private final SecondController second;
    private boolean listening = true;

    /**
     * Starts it; it answers when this returns.
     *
     * @throws DirectoryTrouble when the port is taken or the certificate cannot be used
     */
    public static MemoryDirectory start(DirectorySettings settings, Clock clock) {
        try {
            return new MemoryDirectory(settings, clock);
        } catch (LDAPException | GeneralSecurityException | IOException e) {
            throw new DirectoryTrouble("the in-memory directory did not start: " + e.getMessage(), e);
        }
    }

    private MemoryDirectory(DirectorySettings settings, Clock clock)
            throws LDAPException, GeneralSecurityException, IOException {
        InetAddress address = InetAddress.getByName(settings.host());
        int port = settings.port() == 0 ? freePort(address) : settings.port();
        Path sysvol = settings.folder().resolve("sysvol");
        PasswordFiles files = new PasswordFiles(settings.folder().resolve("passwords"));
        description = PracticeDomain.describe("memory", settings.host(), port, sysvol, files);

        Sid domain = Sid.domain();
        UpdateNumbers numbers = new UpdateNumbers();
        Births births = new Births(domain, clock, numbers);
        Vault vault = new Vault(UUID.randomUUID());
        InMemoryDirectoryServer[] started = new InMemoryDirectoryServer[1];
        Arrivals[] arrivals = new Arrivals[1];
        hand = new ServerHand(() -> started[0], births, entry -> arrivals[0].born(entry));
        second = new SecondController(() -> started[0], hand, DirectorySettings.replicaHost(settings.host()));
        Groups groups = new Groups(hand);
        names = new Names(hand);
        Pages pages = new Pages(hand);
        ResultantPolicy resultant = new ResultantPolicy(hand, groups);
        arrivals[0] = new Arrivals(births, groups, resultant, names, pages, vault, clock);
        Descriptors descriptors = new Descriptors(hand, domain);
        grants = new Grants(descriptors, hand);
        access = new AccessRules(hand, descriptors, groups);
        controller = new ControllerRules(
                hand,
                new Accounts(hand, names, vault, clock),
                access,
                new PasswordWrites(
                        hand, access, descriptors, numbers, new PasswordRules(vault, clock), resultant, vault, clock),
                new ConstructedAttributes(hand, access, descriptors, groups, resultant, vault, clock),
                new Filters(hand, names),
                pages,
                arrivals[0],
                numbers,
                second);
        server = new InMemoryDirectoryServer(config(settings, address, port, controller));
        started[0] = server;
        fill(domain, files.make(PracticeDomain.WITH_PASSWORD));
        grants.start();
        fillWithMany(settings.users());

        Policies policies = new Policies(hand, sysvol);
        policies.folder(PracticeDomain.DEFAULT_DOMAIN_POLICY).writeMinimumAgeDays(OptionalInt.of(1));
        policies.folder(PracticeDomain.DEFAULT_DOMAIN_POLICY).writeVersion(1);
        policies.folder(PracticeDomain.DEFAULT_CONTROLLERS_POLICY).writeMinimumAgeDays(OptionalInt.empty());
        policies.folder(PracticeDomain.DEFAULT_CONTROLLERS_POLICY).writeVersion(1);
        keys = new DomainChanges(hand, policies);
        keys.samplePso(0);
        keys.sampleLocked(true);
        groupPolicy = new GroupPolicyClient(hand, policies);
        groupPolicy.refresh(false);
        server.startListening(LISTENER);
        schedule = new GroupPolicySchedule(() -> groupPolicy.refresh(false));
        schedule.every(Duration.ofSeconds(5));
    }

    @Override
    public DirectoryDescription describe() {
        return description;
    }

    @Override
    public void apply(String key, @Nullable Object value) {
        StateValue set = new StateValue(key, value);
        switch (key) {
            case "directory.stopped" -> stop(set.flag());
            case "directory.slowMillis" -> controller.slow(set.number());
            case "directory.accounts" -> keys.accountsEnabled(set.flag());
            case "directory.hints" -> controller.offerHints(set.flag());
            case "directory.sorts" -> controller.sort(set.flag());
            case "domain.minAgeDays" -> keys.domainMinimumAge(set.number());
            case "gpo.minAgeDays" -> keys.policyMinimumAge(set.numberOrNull());
            case "gpo.intervalSeconds" -> schedule.every(Duration.ofSeconds(set.positive()));
            case "gpo.changingAccountMayWrite" -> grants.changingAccountMayWrite(set.flag());
            case "domain.changingAccountMayGrant" -> grants.changingAccountMayGrant(set.flag());
            case "connector.rights" -> grants.connectorRights(set.text());
            case "pso.minAgeDays" -> keys.pilotPso(set.numberOrNull());
            case "pso.readable" -> psoReadable(set.flag());
            case "replica.there" -> second.there(set.flag());
            case "replica.replicates" -> second.replicates(set.flag());
            case "replica.stopped" -> second.stopped(set.flag());
            default -> keys.apply(set);
        }
    }

    @Override
    public void refreshGroupPolicy(boolean force) {
        groupPolicy.refresh(force);
    }

    @Override
    public Optional<DirectoryAccount> findByUserPrincipalName(String userPrincipalName) {
        return names.find("userPrincipalName", userPrincipalName)
                .filter(entry -> entry.hasAttributeValue("objectClass", "user"))
                .map(AccountSearch::account);
    }

    @Override
    public DomainHand hand() {
        return hand;
    }

    @Override
    public synchronized void close() {
        schedule.close();
        listening = false;
        server.shutDown(true);
    }

    private void psoReadable(boolean readable) {
        access.psoReadable(readable);
        grants.psoReadable(readable);
    }

    private synchronized void stop(boolean stopped) {
        try {
            if (stopped && listening) {
                server.shutDown(LISTENER, true);
            } else if (!stopped && !listening) {
                server.startListening(LISTENER);
            }
            listening = !stopped;
        } catch (LDAPException e) {
            throw new DirectoryTrouble("LDAPS did not start again: " + e.getMessage(), e);
        }
    }

    private void fill(Sid domain, Map<String, String> passwords) throws LDAPException {
        for (Entry entry : new DomainContent(domain).build()) {
            if (entry.hasAttribute("userPrincipalName") || entry.getDN().equals(PracticeDomain.ADMINISTRATOR_DN)) {
                String known = passwords.get(entry.getAttributeValue("sAMAccountName"));
                entry.addAttribute("userPassword", known == null ? PasswordFiles.random() : known);
            }
            hand.add(entry);
        }
    }

    private void fillWithMany(int users) throws LDAPException {
        if (users == 0) {
            return;
        }
        for (String unit : ManyUsers.units()) {
            hand.add(new Entry(unit, new Attribute("objectClass", "organizationalUnit")));
        }
        for (Iterator<PracticeDomain.Person> all = ManyUsers.first(users).iterator(); all.hasNext(); ) {
            hand.add(ManyUsers.entry(all.next()));
        }
    }

    private static InMemoryDirectoryServerConfig config(
            DirectorySettings settings, InetAddress address, int port, ControllerRules controller)
            throws LDAPException, GeneralSecurityException, IOException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(PracticeDomain.BASE);
        config.setSchema(null);
        config.setEnforceAttributeSyntaxCompliance(false);
        config.setGenerateOperationalAttributes(false);
        config.setRootDSEEntry(RootDse.entry(true, true, 0, false));
        config.addInMemoryOperationInterceptor(controller);
        List<InMemoryListenerConfig> listeners =
                new ArrayList<>(List.of(listener(LISTENER, address, port, settings.key())));
        if (settings.replicaKey() != null) {
            InetAddress replica = InetAddress.getByName(DirectorySettings.replicaHost(settings.host()));
            listeners.add(listener(SecondController.LISTENER, replica, port, settings.replicaKey()));
        }
        config.setListenerConfigs(listeners);
        return config;
    }

    private static InMemoryListenerConfig listener(
            String name, InetAddress address, int port, DirectorySettings.ServerKey key)
            throws LDAPException, GeneralSecurityException {
        File[] chain = {key.certificate().toFile(), key.ca().toFile()};
        SSLUtil ssl = new SSLUtil(new PEMFileKeyManager(chain, key.privateKey().toFile()), null);
        return InMemoryListenerConfig.createLDAPSConfig(name, address, port, ssl.createSSLServerSocketFactory(), null);
    }

    /** A port that is free now; it stays the same when LDAPS stops and starts. */
    private static int freePort(InetAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        }
    }
}
