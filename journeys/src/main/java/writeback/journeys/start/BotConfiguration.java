package writeback.journeys.start;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bot's configuration in the practice organisation: {@code bot.yaml}. */
final class BotConfiguration {
    static final String PREMISES = "main";
    static final String AGENT = "agent-1";

    private BotConfiguration() {}

    /** @param coveragePage users that the relay is asked for at once */
    static String of(LabFacts lab, Ports ports, Keys keys, boolean relay, int coveragePage) {
        Map<String, Object> writeback = new LinkedHashMap<>();
        writeback.put("tenant", tenant(lab));
        writeback.put("public-url", url(ports));
        writeback.put("teams", teams(lab));
        writeback.put("identity", identity(lab, keys));
        writeback.put("entra", entra(lab));
        writeback.put("trust", trust(lab));
        writeback.put("chat", chat(lab));
        writeback.put("rights", rights(lab));
        writeback.put("premises", premises(keys, relay));
        writeback.put("change", Map.of("verify-every", "2s"));
        // A dead agent is to be noticed soon.
        writeback.put("coverage", Map.of("page-size", coveragePage, "page-deadline", "15s"));

        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("server", server(ports));
        configuration.put("writeback", writeback);
        return Yaml.of(configuration);
    }

    static String url(Ports ports) {
        return "http://127.0.0.1:" + ports.bot();
    }

    private static Map<String, Object> server(Ports ports) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("address", "127.0.0.1");
        server.put("port", ports.bot());
        return server;
    }

    private static Map<String, Object> tenant(LabFacts lab) {
        Map<String, Object> tenant = new LinkedHashMap<>();
        tenant.put("id", lab.text("tenant", "id"));
        return tenant;
    }

    private static Map<String, Object> teams(LabFacts lab) {
        Map<String, Object> teams = new LinkedHashMap<>();
        teams.put("app-id", lab.text("channel", "appId"));
        teams.put("app-secret-file", lab.text("channel", "appSecretFile"));
        teams.put("open-id-metadata", lab.text("channel", "openIdMetadata"));
        teams.put("token-endpoint", lab.text("channel", "tokenEndpoint"));
        return teams;
    }

    private static Map<String, Object> identity(LabFacts lab, Keys keys) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("authority", lab.text("signIn", "authority"));
        identity.put("client-id", lab.text("signIn", "clientId"));
        identity.put("client-secret-file", lab.text("signIn", "clientSecretFile"));
        identity.put("cache-key-file", keys.tokenCache().toString());
        return identity;
    }

    private static Map<String, Object> entra(LabFacts lab) {
        Map<String, Object> entra = new LinkedHashMap<>();
        entra.put("graph-url", lab.text("graph", "baseUrl"));
        return entra;
    }

    private static Map<String, Object> chat(LabFacts lab) {
        Map<String, Object> chat = new LinkedHashMap<>();
        chat.put("mode", "change");
        chat.put("portal", lab.text("portal", "base"));
        chat.put("self-service", lab.text("page") + "/self-service");
        chat.put("registration", lab.text("page") + "/self-service");
        chat.put("rehearsal-account", lab.text("directory", "testAccount", "sam"));
        return chat;
    }

    private static Map<String, Object> trust(LabFacts lab) {
        Map<String, Object> trust = new LinkedHashMap<>();
        trust.put("additional-hosts", List.of("localhost", "127.0.0.1"));
        trust.put("ca-file", lab.text("ca"));
        return trust;
    }

    /** Wider than wise, so that nobody but the product itself refuses the role-less person and the guest. */
    private static Map<String, Object> rights(LabFacts lab) {
        String requester = lab.person("requester", "aadObjectId");
        String approver = lab.person("approver", "aadObjectId");
        String norole = lab.person("norole", "aadObjectId");
        String guest = lab.person("guest", "aadObjectId");
        Map<String, Object> rights = new LinkedHashMap<>();
        rights.put("read", List.of(requester, approver, norole, guest));
        rights.put("ask", List.of(requester, approver));
        rights.put("approve", List.of(requester, approver, norole, guest));
        return rights;
    }

    private static Map<String, Object> premises(Keys keys, boolean relay) {
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("id", AGENT);
        agent.put("name", "Practice relay");
        agent.put("public-key-file", keys.agentPublic().toString());
        agent.put("capabilities", AgentConfiguration.CAPABILITIES);
        Map<String, Object> premises = new LinkedHashMap<>();
        premises.put("id", PREMISES);
        premises.put("command-key-file", keys.botPrivate().toString());
        premises.put("agents", relay ? List.of(agent) : List.of());
        // Whoever takes the agent away need not wait long to see it.
        premises.put("poll-wait", "5s");
        premises.put("silent-after", "20s");
        return premises;
    }
}
