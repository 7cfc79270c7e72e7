package writeback.journeys.start;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The agent's configuration in the practice organisation: {@code relay.yaml}. Its owner allows every change here. */
final class AgentConfiguration {
    static final List<String> CAPABILITIES = List.of("directory", "entraconnect");
    private static final String UNATTENDED = "unattended";

    private AgentConfiguration() {}

    static String of(LabFacts lab, Ports ports, Keys keys, Path dataFolder) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("bot", bot(ports, keys));
        configuration.put("agent", agent(lab, keys, dataFolder));
        configuration.put("directory", directory(lab));
        Map<String, Object> connect = new LinkedHashMap<>();
        connect.put("powershell", List.of(lab.text("connect", "powershell")));
        connect.put("server", lab.text("connect", "server"));
        configuration.put("connect", connect);
        Map<String, Object> operations = new LinkedHashMap<>();
        for (String change : List.of(
                "set-minimum-password-age",
                "set-pso-minimum-age",
                "grant-rights",
                "revoke-rights",
                "rehearse-policy")) {
            operations.put(change, UNATTENDED);
        }
        configuration.put("operations", operations);
        configuration.put("bounds", bounds(lab));
        return Yaml.of(configuration);
    }

    private static Map<String, Object> bot(Ports ports, Keys keys) {
        Map<String, Object> bot = new LinkedHashMap<>();
        bot.put("url", BotConfiguration.url(ports));
        bot.put("command-key-file", keys.botPublic().toString());
        return bot;
    }

    private static Map<String, Object> agent(LabFacts lab, Keys keys, Path dataFolder) {
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("id", BotConfiguration.AGENT);
        agent.put("name", "Practice relay");
        agent.put("key-file", keys.agentPrivate().toString());
        agent.put("tenant", lab.text("tenant", "id"));
        agent.put("premises", BotConfiguration.PREMISES);
        agent.put("capabilities", CAPABILITIES);
        agent.put("data-folder", dataFolder.toString());
        return agent;
    }

    private static Map<String, Object> directory(LabFacts lab) {
        Map<String, Object> directory = new LinkedHashMap<>();
        directory.put("host", lab.text("directory", "ldapsName"));
        directory.put("address", lab.text("directory", "host"));
        directory.put(
                "addresses",
                Map.of(lab.text("directory", "replica", "domainController"), lab.text("directory", "replica", "host")));
        directory.put("port", Integer.parseInt(lab.text("directory", "port")));
        directory.put("ca-file", lab.text("ca"));
        directory.put("domain", lab.text("directory", "domain"));
        directory.put("sysvol", lab.text("directory", "sysvol"));
        directory.put("pilot-ou", lab.text("directory", "pilotOu"));
        Map<String, Object> accounts = new LinkedHashMap<>();
        for (String account : List.of("reading", "changing", "rehearsal")) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("name", lab.text("directory", "accounts", account, "dn"));
            named.put("password-file", lab.text("directory", "accounts", account, "passwordFile"));
            accounts.put(account, named);
        }
        directory.put("accounts", accounts);
        return directory;
    }

    private static Map<String, Object> bounds(LabFacts lab) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        Map<String, Object> age = new LinkedHashMap<>();
        age.put("least", 0);
        age.put("most", 2);
        bounds.put("minimum-password-age", age);
        bounds.put("domains", List.of(lab.text("directory", "domain")));
        bounds.put("pilot-ou", lab.text("directory", "pilotOu"));
        bounds.put("connector-accounts", List.of(connector(lab)));
        return bounds;
    }

    /** As the sync server names it: the domain's short name is the first label of its DNS name here. */
    private static String connector(LabFacts lab) {
        String shortName = lab.text("directory", "domain").split("\\.")[0].toUpperCase(Locale.ROOT);
        return shortName + "\\" + lab.text("directory", "accounts", "connector", "sam");
    }
}
