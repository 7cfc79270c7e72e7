package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes many enabled users in a lab's directory over LDAP, as its administrator, below {@code OU=Many}. */
public final class ManyUsers {

    private static final int UNITS = 20;
    private static final int CONNECTIONS = 2;

    private ManyUsers() {}

    /** @param arguments the lab's {@code lab.json}, the first number, the one after the last */
    public static void main(String[] arguments) throws Exception {
        JsonNode lab = JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0])));
        int from = Integer.parseInt(arguments[1]);
        int to = Integer.parseInt(arguments[2]);
        String many = "OU=Many," + lab.path("directory").path("baseDn").stringValue();
        if (from == 0) {
            try (LDAPConnection connection = connect(lab)) {
                unit(connection, many);
                for (int i = 0; i < UNITS; i++) {
                    unit(connection, "OU=Unit " + i + "," + many);
                }
            }
        }
        ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < CONNECTIONS; part++) {
            int first = from + part;
            parts.add(executor.submit(() -> {
                try (LDAPConnection connection = connect(lab)) {
                    for (int i = first; i < to; i += CONNECTIONS) {
                        user(connection, many, i);
                    }
                }
                return null;
            }));
        }
        for (Future<?> part : parts) {
            part.get();
        }
        executor.shutdown();
    }

    private static void unit(LDAPConnection connection, String name) throws Exception {
        connection.add(name, new Attribute("objectClass", "organizationalUnit"));
    }

    private static void user(LDAPConnection connection, String many, int number) throws Exception {
        String name = String.format("p%06d", number);
        connection.add(
                "CN=Person " + name + ",OU=Unit " + number % UNITS + "," + many,
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", name),
                new Attribute("userPrincipalName", name + "@contoso.test"),
                new Attribute("userAccountControl", "544"));
    }

    private static LDAPConnection connect(JsonNode lab) throws Exception {
        JsonNode directory = lab.path("directory");
        JsonNode administrator = directory.path("accounts").path("administrator");
        LDAPConnection connection = new LDAPConnection(new SSLUtil(new PEMFileTrustManager(
                        Path.of(lab.path("ca").stringValue()).toFile()))
                .createSSLSocketFactory());
        connection.connect(
                directory.path("host").stringValue(), directory.path("port").intValue());
        connection.bind(
                administrator.path("dn").stringValue(),
                Files.readString(Path.of(administrator.path("passwordFile").stringValue()))
                        .strip());
        return connection;
    }
}
