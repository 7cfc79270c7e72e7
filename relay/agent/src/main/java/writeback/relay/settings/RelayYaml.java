package writeback.relay.settings;

import com.unboundid.ldap.sdk.DN;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.entraconnect.ConnectSettings;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Permission;
import writeback.relay.guard.Permissions;
import writeback.relay.operation.Bounds;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Reads {@code relay.yaml}. Paths in it are relative to its folder. */
public final class RelayYaml {

    private static final Set<String> CAPABILITIES =
            Set.of(Operations.CAPABILITY_DIRECTORY, Operations.CAPABILITY_CONNECT);
    private static final List<String> OPERATIONS = List.of(
            Operations.READ_DIRECTORY,
            Operations.READ_ACCOUNT,
            Operations.READ_CONNECT,
            Operations.READ_WRITEBACK_EVENTS,
            SetMinimumPasswordAge.OPERATION,
            RehearsePolicy.OPERATION);

    /** More than two days is no step towards writeback, whatever a file says. */
    private static final int MOST_DAYS = 2;

    private final Path folder;
    private final String file;
    private final Map<String, Integer> places = new HashMap<>();

    private RelayYaml(Path path) {
        this.folder = path.toAbsolutePath().getParent();
        this.file = String.valueOf(path.getFileName());
    }

    /** @throws BadSettingsException with every problem found */
    public static AgentSettings load(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new BadSettingsException(List.of(path + " cannot be read ("
                    + e.getClass().getSimpleName() + "); give the path of the settings as the only argument"));
        }
        return new RelayYaml(path).read(text);
    }

    private AgentSettings read(String text) {
        Problems problems = new Problems(file);
        Section root = Section.root(compose(text), problems, places);
        Section bot = root.section("bot");
        Optional<URI> url = bot.value("url", RelayYaml::botUrl);
        Optional<VerifyingKey> commandKey = bot.value("command-key-file", content(VerifyingKey::read));
        Optional<Path> caFile = bot.optionalValue("ca-file", this::existing);
        bot.end();

        Section agent = root.section("agent");
        Identity identity = identity(agent);
        String name = agent.optionalText("name").orElse(identity.agent());
        Optional<SigningKey> key = agent.value("key-file", content(SigningKey::read));
        Optional<Path> dataFolder = agent.value("data-folder", this::writableFolder);
        agent.end();

        Optional<DirectorySettings> directory = directory(root, identity);
        Optional<ConnectSettings> connect = connect(root, identity);
        Section operations = root.optionalSection("operations");
        Permissions permissions = permissions(operations);
        Bounds bounds = bounds(root.optionalSection("bounds"), directory);
        directory.map(DirectorySettings::accounts).ifPresent(accounts -> {
            needs(operations, SetMinimumPasswordAge.OPERATION, "changing", accounts.changing());
            needs(operations, RehearsePolicy.OPERATION, "rehearsal", accounts.rehearsal());
        });
        root.end();
        problems.throwIfAny();
        return new AgentSettings(
                url.orElseThrow(),
                commandKey.orElseThrow(),
                caFile.orElse(null),
                identity,
                name,
                key.orElseThrow(),
                dataFolder.orElseThrow(),
                directory,
                connect,
                permissions,
                bounds,
                this::place);
    }

    private Node compose(String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> new BadSettingsException(List.of(file + " line 1: the file is empty")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new BadSettingsException(List.of(
                    file + " line " + line + ": this is not YAML: " + e.getProblem() + "; check the indentation"));
        } catch (YamlEngineException e) {
            throw new BadSettingsException(List.of(file + ": this is not YAML: " + e.getMessage()));
        }
    }

    private static Identity identity(Section agent) {
        Set<String> capabilities = new LinkedHashSet<>(agent.texts("capabilities"));
        if (capabilities.isEmpty()) {
            agent.wrong("capabilities", "name at least one of directory, entraconnect");
        }
        for (String each : capabilities) {
            if (!CAPABILITIES.contains(each)) {
                agent.wrong("capabilities", each + " is not known; there are directory and entraconnect");
            }
        }
        return new Identity(agent.text("id"), agent.text("tenant"), agent.text("premises"), capabilities);
    }

    private Optional<DirectorySettings> directory(Section root, Identity identity) {
        if (!needed(root, "directory", identity.capabilities().contains(Operations.CAPABILITY_DIRECTORY))) {
            return Optional.empty();
        }
        Section directory = root.section("directory");
        String host = directory.text("host");
        int port = directory.number("port", 1, 65535, 636);
        Optional<Path> caFile = directory.value("ca-file", this::existing);
        Optional<String> address = directory.optionalText("address");
        String domain = directory.text("domain").toLowerCase(Locale.ROOT);
        Optional<Path> sysvol = directory.value("sysvol", folder::resolve);
        String pilotOu = directory.valueOrEmpty("pilot-ou", RelayYaml::distinguishedName);
        Section accounts = directory.section("accounts");
        Optional<Account> reading = account(accounts, "reading", true);
        Optional<Account> changing = account(accounts, "changing", false);
        Optional<Account> rehearsal = account(accounts, "rehearsal", false);
        accounts.end();
        directory.end();
        if (caFile.isEmpty() || sysvol.isEmpty() || reading.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DirectorySettings(
                host,
                port,
                caFile.get(),
                address.orElse(null),
                domain,
                sysvol.get(),
                pilotOu,
                new Accounts(reading.get(), changing.orElse(null), rehearsal.orElse(null))));
    }

    private Optional<Account> account(Section accounts, String key, boolean required) {
        if (!accounts.has(key) && !required) {
            return Optional.empty();
        }
        Section account = accounts.section(key);
        String name = account.text("name");
        Optional<Path> passwordFile = account.value("password-file", this::existing);
        account.end();
        return passwordFile.map(path -> new Account(name, path));
    }

    private Optional<ConnectSettings> connect(Section root, Identity identity) {
        if (!needed(root, "connect", identity.capabilities().contains(Operations.CAPABILITY_CONNECT))) {
            return Optional.empty();
        }
        Section connect = root.section("connect");
        List<String> powershell = connect.texts("powershell");
        String server = connect.text("server");
        connect.end();
        if (powershell.isEmpty()) {
            connect.wrong("powershell", "name the command that runs PowerShell, such as [powershell.exe]");
            return Optional.empty();
        }
        return Optional.of(new ConnectSettings(powershell, server));
    }

    /** A part that belongs to a capability: asked for with it, and without it left alone. */
    private static boolean needed(Section root, String key, boolean capable) {
        return root.has(key) || capable;
    }

    private static Permissions permissions(Section operations) {
        Map<String, Permission> named = new HashMap<>();
        for (String operation : OPERATIONS) {
            operations
                    .optionalValue(operation, RelayYaml::permission)
                    .ifPresent(permission -> named.put(operation, permission));
        }
        operations.end();
        return new Permissions(named);
    }

    /** What may run needs the account that it runs with. */
    private static void needs(Section operations, String operation, String key, @Nullable Account account) {
        boolean mayRun = operations
                .optionalText(operation)
                .filter(Permission.UNATTENDED.word()::equals)
                .isPresent();
        if (mayRun && account == null) {
            operations.wrong(operation, "is unattended and needs directory.accounts." + key + ", which is missing");
        }
    }

    private static Permission permission(String word) {
        for (Permission permission : Permission.values()) {
            if (permission.word().equals(word)) {
                return permission;
            }
        }
        throw new IllegalArgumentException("must be refused or unattended, and is " + word);
    }

    private static Bounds bounds(Section bounds, Optional<DirectorySettings> directory) {
        Section age = bounds.optionalSection("minimum-password-age");
        int least = age.number("least", 0, MOST_DAYS, 0);
        int most = age.number("most", 0, MOST_DAYS, MOST_DAYS);
        if (least > most) {
            age.wrong("least", "is more than most");
        }
        age.end();
        boolean named = bounds.has("domains");
        List<String> domains = bounds.texts("domains").stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
        String pilotOu = bounds.valueOrEmpty("pilot-ou", RelayYaml::distinguishedName);
        bounds.end();
        return new Bounds(
                Math.min(least, most),
                most,
                named
                        ? domains
                        : directory.map(DirectorySettings::domain).map(List::of).orElse(List.of()),
                pilotOu);
    }

    private static URI botUrl(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
            throw new IllegalArgumentException("must be like https://bot.contoso.com, and is " + text);
        }
        if ("http".equals(url.getScheme())
                && !Set.of("127.0.0.1", "localhost", "[::1]").contains(url.getHost())) {
            throw new IllegalArgumentException("must begin with https://; plain http is for this machine only");
        }
        return url;
    }

    private static String distinguishedName(String text) {
        if (!DN.isValidDN(text)) {
            throw new IllegalArgumentException("must be a distinguished name, such as OU=Pilot,DC=contoso,DC=com");
        }
        return text;
    }

    private Path existing(String text) {
        Path path = folder.resolve(text);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("there is no file " + path + " that this process may read");
        }
        return path;
    }

    private <T> Function<String, T> content(Function<String, T> reader) {
        return text -> {
            Path path = existing(text);
            try {
                return reader.apply(Files.readString(path, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalArgumentException(path + " cannot be read");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ": " + e.getMessage());
            }
        };
    }

    private Path writableFolder(String text) {
        Path path = folder.resolve(text);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("folder " + path + " cannot be made");
        }
        if (!Files.isWritable(path)) {
            throw new IllegalArgumentException("this process may not write into " + path);
        }
        return path;
    }

    private String place(String key) {
        Integer line = places.get(key);
        return line == null ? file + ": " + key + " (not set)" : file + " line " + line + ": " + key;
    }
}
