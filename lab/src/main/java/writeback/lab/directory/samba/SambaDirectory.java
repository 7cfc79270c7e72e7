package writeback.lab.directory.samba;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
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
import writeback.lab.grouppolicy.GroupPolicySchedule;
import writeback.lab.grouppolicy.Policies;

/**
 * The practice directory as a real domain controller: Samba with real access control lists, on a loopback address of its
 * own, so that several run side by side.
 */
public final class SambaDirectory implements PracticeDirectory {

    private static final int LDAPS = 636;
    private static final int SMB = 445;
    private static final Duration START = Duration.ofSeconds(40);

    private final DirectoryDescription description;
    private final DirectorySettings settings;
    private final ControllerProcess controller;
    private final SambaHand hand;
    private final DomainChanges changes;
    private final GroupPolicySchedule schedule;

    /**
     * Starts it; it answers when this returns. The first start on a machine provisions the domain, later ones unpack it.
     *
     * @throws DirectoryTrouble when it cannot run here; the message names the remedy
     */
    public static SambaDirectory start(DirectorySettings settings) {
        SambaRoot root = SambaRoot.ofThisMachine();
        root.missing().ifPresent(why -> {
            throw new DirectoryTrouble(why);
        });
        if (answers(settings.host(), LDAPS)) {
            throw new DirectoryTrouble("something listens on " + settings.host() + ":" + LDAPS + " already");
        }
        try {
            return new SambaDirectory(root, settings);
        } catch (IOException e) {
            throw new DirectoryTrouble("the domain's folder could not be prepared: " + e.getMessage(), e);
        }
    }

    private SambaDirectory(SambaRoot root, DirectorySettings settings) throws IOException {
        this.settings = settings;
        DomainFolder folder =
                new DomainFolder(settings.folder().resolve("samba").toAbsolutePath());
        PasswordFiles files = new PasswordFiles(settings.folder().resolve("passwords"));
        description = PracticeDomain.describe("samba", settings.host(), LDAPS, folder.sysvol(), files);
        String recipe = DomainFolder.recipe(JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(DomainSpec.of("", "")));
        Path pristine = root.pristineDomain(recipe);
        boolean known = Files.exists(pristine);
        if (known) {
            folder.unpack(pristine);
        }
        folder.prepare(settings);
        controller = new ControllerProcess(
                root.folder(), folder.path(), DomainSpec.of(settings.host(), PasswordFiles.random()));
        hand = new SambaHand(controller);
        schedule = new GroupPolicySchedule(() -> refreshGroupPolicy(false));
        try {
            if (!known) {
                folder.pack(pristine);
            }
            Policies policies = new Policies(hand, folder.sysvol());
            changes = new DomainChanges(hand, policies);
            open(policies, files);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(Policies policies, PasswordFiles files) {
        policies.folder(PracticeDomain.DEFAULT_DOMAIN_POLICY).writeMinimumAgeDays(OptionalInt.of(1));
        policies.folder(PracticeDomain.DEFAULT_DOMAIN_POLICY).writeVersion(1);
        policies.folder(PracticeDomain.DEFAULT_CONTROLLERS_POLICY).writeMinimumAgeDays(OptionalInt.empty());
        policies.folder(PracticeDomain.DEFAULT_CONTROLLERS_POLICY).writeVersion(1);
        controller.request("passwords", Map.of("passwords", files.make(PracticeDomain.WITH_PASSWORD)));
        changingAccountMayWrite(true);
        psoReadable(true);
        connectorRights("all");
        changingAccountMayGrant(true);
        fillWithMany(settings.users());
        changes.samplePso(0);
        changes.sampleLocked(true);
        serve();
        refreshGroupPolicy(false);
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
            case "directory.stopped" -> stopped(set.flag());
            case "directory.slowMillis" -> onlyInMemory(set, set.number() == 0);
            case "directory.hints", "directory.sorts", "replica.replicates" -> onlyInMemory(set, set.flag());
            case "replica.there", "replica.stopped" -> onlyInMemory(set, !set.flag());
            case "directory.accounts" -> changes.accountsEnabled(set.flag());
            case "domain.minAgeDays" -> changes.domainMinimumAge(set.number());
            case "domain.changingAccountMayGrant" -> changingAccountMayGrant(set.flag());
            case "connector.rights" -> connectorRights(set.text());
            case "forest.otherDomain" -> controller.request("otherDomain", Map.of("present", set.flag()));
            case "gpo.minAgeDays" -> changes.policyMinimumAge(set.numberOrNull());
            case "gpo.intervalSeconds" -> schedule.every(Duration.ofSeconds(set.positive()));
            case "gpo.changingAccountMayWrite" -> changingAccountMayWrite(set.flag());
            case "pso.minAgeDays" -> changes.pilotPso(set.numberOrNull());
            case "pso.readable" -> psoReadable(set.flag());
            default -> changes.apply(set);
        }
    }

    @Override
    public void refreshGroupPolicy(boolean force) {
        controller.request("refresh", Map.of("force", force));
    }

    @Override
    public Optional<DirectoryAccount> findByUserPrincipalName(String userPrincipalName) {
        return AccountSearch.byUserPrincipalName(hand, userPrincipalName);
    }

    @Override
    public DomainHand hand() {
        return hand;
    }

    @Override
    public void close() {
        schedule.close();
        controller.close();
    }

    private void stopped(boolean stopped) {
        if (stopped) {
            controller.request("stop", Map.of());
        } else {
            serve();
        }
    }

    private void changingAccountMayWrite(boolean may) {
        controller.request(
                "policyWritable",
                Map.of(
                        "policy",
                        PracticeDomain.policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY),
                        "account",
                        PracticeDomain.CHANGING,
                        "value",
                        may));
    }

    /** In portions, so that none takes longer than the controller's patience. */
    private void fillWithMany(int users) {
        List<String> units = users == 0 ? List.of() : ManyUsers.units();
        List<Map<String, String>> all = ManyUsers.first(users)
                .map(person -> Map.of(
                        "sam", person.sam(),
                        "dn", person.dn(),
                        "userPrincipalName", person.userPrincipalName(),
                        "displayName", person.displayName()))
                .toList();
        for (int from = 0; from < all.size(); from += 1_000) {
            List<Map<String, String>> portion = all.subList(from, Math.min(all.size(), from + 1_000));
            controller.request("many", Map.of("units", from == 0 ? units : List.of(), "users", portion));
        }
    }

    private void changingAccountMayGrant(boolean may) {
        controller.request("rightsGrantable", Map.of("account", PracticeDomain.CHANGING, "value", may));
    }

    private void connectorRights(String which) {
        controller.request("connectorRights", Map.of("account", PracticeDomain.CONNECTOR, "value", which));
    }

    private void psoReadable(boolean readable) {
        controller.request(
                "psoReadable",
                Map.of(
                        "container", PracticeDomain.PSO_CONTAINER,
                        "account", PracticeDomain.READING,
                        "value", readable));
    }

    private static void onlyInMemory(StateValue set, boolean asAlways) {
        if (!asAlways) {
            throw new IllegalArgumentException(set.key() + " can be changed in the in-memory directory only");
        }
    }

    /** Starts Samba, if it does not run, and waits until LDAPS lets the reading account in and SMB accepts. */
    private void serve() {
        controller.request("start", Map.of());
        Instant deadline = Instant.now().plus(START);
        while (!(answers(settings.host(), SMB) && letsIn())) {
            boolean alive = controller.request("alive", Map.of()).path("alive").asBoolean(false);
            if (!alive || Instant.now().isAfter(deadline)) {
                throw new DirectoryTrouble("Samba " + (alive ? "is not ready after " + START : "has ended") + "; see "
                        + settings.folder().resolve("samba/samba.log"));
            }
            pause();
        }
    }

    private boolean letsIn() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(2_000);
        options.setResponseTimeoutMillis(5_000);
        try (LDAPConnection connection = new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(settings.key().ca().toFile())).createSSLSocketFactory(),
                options,
                settings.host(),
                LDAPS,
                description.accounts().reading().dn(),
                Files.readString(description.accounts().reading().passwordFile()))) {
            return connection.isConnected();
        } catch (LDAPException | GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryTrouble("interrupted while Samba started", e);
        }
    }
}
