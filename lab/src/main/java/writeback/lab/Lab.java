package writeback.lab;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.lab.channel.ChannelFaults;
import writeback.lab.channel.ChannelSettings;
import writeback.lab.channel.TeamsChannel;
import writeback.lab.directory.DirectorySettings;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.memory.MemoryDirectory;
import writeback.lab.directory.samba.SambaDirectory;
import writeback.lab.graph.AuditLog;
import writeback.lab.graph.CloudUsers;
import writeback.lab.graph.GraphServer;
import writeback.lab.page.LabPage;
import writeback.lab.page.SelfService;
import writeback.lab.powershell.PowerShellStandIn;
import writeback.lab.powershell.SyncServer;
import writeback.lab.powershell.SyncServerPage;
import writeback.lab.powershell.SyncServerState;
import writeback.lab.signin.AppRegistration;
import writeback.lab.signin.SignInServer;
import writeback.lab.signin.SigningKeys;
import writeback.lab.web.PortTaken;
import writeback.lab.writeback.ApplicationLog;
import writeback.lab.writeback.EntraConnectWriteback;
import writeback.lab.writeback.WritebackSwitches;

/** The practice organisation, running. */
final class Lab implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final LabState state = new LabState();
    private final RunFolder folder;
    private final Ports ports;
    private final Clock clock;
    private final CertificateAuthority authority;
    private final Path ca;
    private final Path description;

    /**
     * Starts all of it; it answers when this returns.
     *
     * @throws PortTaken when a port is busy; nothing runs then
     * @throws writeback.lab.directory.DirectoryTrouble when the directory does not start; nothing runs then
     */
    static Lab start(Options options, Clock clock) throws PortTaken {
        return new Lab(options, clock);
    }

    private Lab(Options options, Clock clock) throws PortTaken {
        this.ports = new Ports(options.port());
        ports.check();
        this.clock = clock;
        this.folder = RunFolder.at(options.run());
        this.authority = CertificateAuthority.create(clock);
        this.ca = authority.writeCertificate(folder, "ca.pem");
        try {
            this.description = startAll(options);
        } catch (PortTaken | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where {@code lab.json} is. */
    Path description() {
        return description;
    }

    /** Stops everything, the last started first; does nothing the second time. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("lab: " + part.getClass().getSimpleName() + " did not stop: " + e.getMessage());
            }
        }
    }

    private Path startAll(Options options) throws PortTaken {
        PracticeDirectory directory = runs(startDirectory(options));
        state.listen((key, before, after) -> change(directory, key, before, after));

        ApplicationLog events = new ApplicationLog(clock);
        EntraConnectWriteback engine =
                runs(new EntraConnectWriteback(directory.describe(), ca, this::switches, events));
        state.listen((key, before, after) -> {
            if (key.name().startsWith("connect.")) {
                engine.beat();
            }
        });
        AuditLog audits = new AuditLog(state, clock);
        CloudUsers users = new CloudUsers(directory, state, clock);

        ServerCertificate certificate = authority.issue("localhost", "127.0.0.1");
        SigningKeys keys = SigningKeys.create(clock);
        AppRegistration web = register("Writeback Bot sign-in", "sign-in.secret");
        AppRegistration bot = register("Writeback Bot", "bot.secret");
        SignInServer signIn = runs(new SignInServer(ports.signIn(), certificate, keys, web, bot, state, clock));
        runs(new GraphServer(ports.graph(), certificate, keys, users, audits, engine, state, clock));
        SyncServer syncServer = new SyncServer(this::syncServerState, events, clock);
        LabPage page = runs(new LabPage(
                ports.page(),
                state,
                directory,
                audits,
                new SelfService(users, engine, audits, state),
                routes -> routes.get(SyncServerPage.PATH, new SyncServerPage(syncServer))));
        TeamsChannel channel = runs(TeamsChannel.start(
                new ChannelSettings(ports.channel(), bot.clientId(), People.all(), Set.of(signIn.botTokenIssuer())),
                keys::publicKeys,
                channelFaults(),
                clock));
        Path powershell = PowerShellStandIn.install(folder.folder("sync-server").root(), URI.create(page.base()));
        return new Description(folder, ca, page, signIn, web, ports, channel, bot, directory, powershell).write();
    }

    private PracticeDirectory startDirectory(Options options) {
        String host = options.directory() == Options.DirectoryKind.SAMBA ? options.sidIp() : "127.0.0.1";
        ServerCertificate certificate = authority.issue("dc1." + Tenant.DOMAIN, Tenant.DOMAIN, "localhost", host);
        ServerCertificate replica =
                authority.issue(PracticeDomain.REPLICA, Tenant.DOMAIN, DirectorySettings.replicaHost(host));
        RunFolder below = folder.folder("directory");
        DirectorySettings settings = new DirectorySettings(
                below.root(),
                host,
                ports.ldaps(),
                new DirectorySettings.ServerKey(
                        certificate.writeCertificate(below, "dc1.pem"), certificate.writeKey(below, "dc1.key"), ca),
                new DirectorySettings.ServerKey(
                        replica.writeCertificate(below, "dc2.pem"), replica.writeKey(below, "dc2.key"), ca),
                options.users());
        if (options.directory() == Options.DirectoryKind.SAMBA) {
            return SambaDirectory.start(settings);
        }
        return MemoryDirectory.start(settings, clock);
    }

    /** An application with a new secret, kept in that file of the run folder. */
    private AppRegistration register(String name, String secretFile) {
        String id =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return new AppRegistration(id, name, folder.writeSecret(secretFile));
    }

    /** The domain's own keys go to the directory: always where the domain may have moved on by itself. */
    private static void change(
            PracticeDirectory directory, StateKey<?> key, @Nullable Object before, @Nullable Object after) {
        boolean itsOwn = key.name().matches("(directory|domain|gpo|pso|connector|user|forest|replica)\\..*");
        boolean mayHaveMoved = key == StateKeys.DOMAIN_MIN_AGE || key == StateKeys.GPO_MIN_AGE;
        if (itsOwn && (mayHaveMoved || !Objects.equals(before, after))) {
            directory.apply(key.name(), after);
        }
    }

    private ChannelFaults channelFaults() {
        return () -> state.takeOne(StateKeys.CHANNEL_FAIL_NEXT)
                ? OptionalInt.of(state.get(StateKeys.CHANNEL_FAIL_STATUS))
                : OptionalInt.empty();
    }

    private WritebackSwitches switches() {
        return new WritebackSwitches(
                state.get(StateKeys.CONNECT_WRITEBACK),
                state.get(StateKeys.PORTAL_WRITEBACK),
                state.get(StateKeys.CONNECT_STAGING),
                state.get(StateKeys.CONNECT_SERVICE));
    }

    private SyncServerState syncServerState() {
        return new SyncServerState(
                state.get(StateKeys.CONNECT_VERSION),
                state.get(StateKeys.CONNECT_STAGING),
                state.get(StateKeys.CONNECT_SYNC_CYCLE),
                state.get(StateKeys.CONNECT_MAINTENANCE),
                state.get(StateKeys.CONNECT_SERVICE),
                state.get(StateKeys.CONNECT_WRITEBACK),
                state.get(StateKeys.CONNECT_SYNCED_CONTAINERS),
                state.get(StateKeys.CONNECT_POWERSHELL));
    }

    private <T extends AutoCloseable> T runs(T part) {
        running.push(part);
        return part;
    }
}
