package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.relay.check.CheckCommand;
import writeback.relay.console.Terminal;
import writeback.relay.protocol.message.SigningKey;

/**
 * {@code writeback-relay check} on a directory, with a {@code relay.yaml} that everything is written into. Its bot is not
 * there: what is said of it is left out.
 */
public final class Checked {

    private static final List<String> CHANGES = List.of(
            "set-minimum-password-age", "set-pso-minimum-age", "grant-rights", "revoke-rights", "rehearse-policy");

    private final Path folder;
    private final Map<String, Object> domain = new HashMap<>();
    private final Map<String, Object> accounts = new HashMap<>();
    private final Map<String, Object> operations = new HashMap<>();
    private final Map<String, Object> bounds = new HashMap<>();
    private Clock clock = Clock.systemUTC();

    /** One point of the report. */
    public record Point(String section, String state, String about, String seen, String remedy) {}

    /** With the accounts of the directory, and everything allowed. */
    public Checked(Directory directory, Path folder) {
        this.folder = folder;
        domain.put("host", directory.controller());
        domain.put("port", directory.port());
        if (directory.address() != null) {
            domain.put("address", directory.address());
        }
        domain.put("addresses", directory.otherAddresses());
        domain.put("ca-file", directory.ca().toString());
        domain.put("domain", directory.domain());
        domain.put("sysvol", directory.sysvol().toString());
        domain.put("pilot-ou", directory.pilotOu());
        account("reading", directory.accounts().reading());
        account("changing", directory.accounts().changing());
        account("rehearsal", directory.accounts().rehearsal());
        bounds.put("pilot-ou", directory.pilotOu());
        bounds.put("connector-accounts", List.of("CONTRACT\\nobody"));
        allowing(CHANGES.toArray(String[]::new));
    }

    /** Another value in the domain's section. */
    public Checked with(String key, Object value) {
        domain.put(key, value);
        return this;
    }

    public Checked account(String role, Account account) {
        return account(role, account.name(), account.passwordFile());
    }

    public Checked account(String role, String name, Path passwordFile) {
        accounts.put(role, Map.of("name", name, "password-file", passwordFile.toString()));
        return this;
    }

    /** An account with a password that stands nowhere yet. */
    public Checked account(String role, String name, String password) {
        return account(role, name, secret(role + ".password", password));
    }

    /** These changes unattended, and no others; rehearsals in that unit. */
    public Checked allowing(String... changes) {
        operations.clear();
        List.of(changes).forEach(each -> operations.put(each, "unattended"));
        return this;
    }

    public Checked pilots(String unit) {
        domain.put("pilot-ou", unit);
        bounds.put("pilot-ou", unit);
        return this;
    }

    public Checked at(Clock other) {
        clock = other;
        return this;
    }

    /** What is said of the domain and its accounts. */
    public List<Point> points() {
        domain.put("accounts", accounts);
        SigningKey bot = SigningKey.generate();
        Map<String, Object> yaml = Map.of(
                "bot",
                Map.of(
                        "url",
                        "http://127.0.0.1:1",
                        "command-key-file",
                        secret("bot.jwk", bot.verifyingKey().toPublicJwk()).toString()),
                "agent",
                Map.of(
                        "id",
                        "agent-1",
                        "key-file",
                        secret("agent.jwk", SigningKey.generate().toPrivateJwk())
                                .toString(),
                        "tenant",
                        "tenant",
                        "premises",
                        "main",
                        "capabilities",
                        List.of("directory"),
                        "data-folder",
                        folder.resolve("data").toString()),
                "directory",
                domain,
                "operations",
                operations,
                "bounds",
                bounds);
        Path file = secret("relay.yaml", JsonMapper.shared().writeValueAsString(yaml));
        Said said = new Said();
        new CheckCommand(clock).run(List.of("--json", file.toString()), said);
        if (said.lines.size() != 1) {
            throw new AssertionError(said.complaints);
        }
        List<Point> points = new ArrayList<>();
        for (JsonNode point : JsonMapper.shared().readTree(said.lines.get(0)).path("points")) {
            points.add(JsonMapper.shared().treeToValue(point, Point.class));
        }
        return points.stream()
                .filter(point -> point.section().contains(String.valueOf(domain.get("domain"))))
                .toList();
    }

    private Path secret(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A terminal at which nobody sits. */
    private static final class Said implements Terminal {

        private final List<String> lines = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void complain(String line) {
            complaints.add(line);
        }

        @Override
        public Optional<String> ask(String question) {
            throw new AssertionError("a check asks nothing");
        }

        @Override
        public Optional<char[]> askSecret(String question) {
            throw new AssertionError("a check asks nothing");
        }
    }
}
