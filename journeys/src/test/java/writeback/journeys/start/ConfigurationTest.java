package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigurationTest {
    static final String LAB_JSON =
            """
            {"tenant":{"id":"t-1","name":"Contoso","domain":"contoso.test"},"ca":"/run/ca.pem",
             "page":"http://127.0.0.1:4400","portal":{"base":"http://127.0.0.1:4400/portal"},
             "signIn":{"authority":"https://localhost:4401/t-1","clientId":"c-1","clientSecretFile":"/run/s1"},
             "graph":{"baseUrl":"https://localhost:4402/v1.0"},
             "channel":{"openIdMetadata":"http://127.0.0.1:4403/v1/.well-known/openidconfiguration",
               "serviceUrl":"http://127.0.0.1:4403/teams/","tokenEndpoint":"https://localhost:4401/t-1/token",
               "appId":"b-1","appSecretFile":"/run/s2","base":"http://127.0.0.1:4403"},
             "people":[{"name":"requester","displayName":"Riley Requester","userPrincipalName":"r@contoso.test",
               "aadObjectId":"o-1","botUserId":"29:1"},{"name":"approver","aadObjectId":"o-2"},
               {"name":"norole","aadObjectId":"o-3"},{"name":"guest","aadObjectId":"o-4"}],
             "directory":{"kind":"memory","host":"127.0.0.1","port":4404,"domain":"contoso.test",
               "sysvol":"/run/sysvol","pilotOu":"OU=Pilot","ldapsName":"dc1.contoso.test",
               "replica":{"domainController":"dc2.contoso.test","host":"127.0.1.1"},"testAccount":{"sam":"pilot.test"},"accounts":{
                 "reading":{"dn":"CN=r","passwordFile":"/run/p1"},"changing":{"dn":"CN=c","passwordFile":"/run/p2"},
                 "rehearsal":{"dn":"CN=h","passwordFile":"/run/p3"},
                 "connector":{"sam":"MSOL_1"}}},
             "connect":{"powershell":"/run/pwsh","server":"sync1"}}
            """;

    @TempDir
    Path temp;

    private final LabFacts lab = LabFacts.parse(LAB_JSON);
    private final Ports ports = new Ports(4400);
    private Keys keys;

    @BeforeEach
    void makeKeys() {
        RunFolder folder = new RunFolder(temp.resolve("run"));
        folder.clear();
        keys = Keys.make(folder);
    }

    @Test
    void theBotIsToldOfTheLabAsOfAnyTenant() {
        Map<String, Object> written = load(BotConfiguration.of(lab, ports, keys, true, 5));

        assertThat(at(written, "server")).containsEntry("port", 4405).containsEntry("address", "127.0.0.1");
        assertThat(at(written, "writeback", "teams")).containsEntry("app-id", "b-1");
        assertThat(at(written, "writeback", "trust")).containsEntry("ca-file", "/run/ca.pem");
        assertThat(at(written, "writeback", "premises"))
                .containsEntry("command-key-file", keys.botPrivate().toString());
        assertThat(at(written, "writeback", "rights")).containsEntry("ask", List.of("o-1", "o-2"));
    }

    @Test
    void theAgentsOwnerAllowsWhatThePracticeNeedsWithinBounds() {
        Map<String, Object> written = load(AgentConfiguration.of(lab, ports, keys, temp));

        assertThat(at(written, "bot")).containsEntry("url", "http://127.0.0.1:4405");
        assertThat(at(written, "agent"))
                .containsEntry("key-file", keys.agentPrivate().toString());
        assertThat(at(written, "directory"))
                .containsEntry("host", "dc1.contoso.test")
                .containsEntry("port", 4404);
        assertThat(at(written, "directory", "accounts", "changing")).containsEntry("password-file", "/run/p2");
        assertThat(at(written, "bounds", "minimum-password-age")).containsEntry("least", 0);
        assertThat(at(written, "bounds")).containsEntry("connector-accounts", List.of("CONTOSO\\MSOL_1"));
        assertThat(at(written, "operations"))
                .containsEntry("grant-rights", "unattended")
                .containsEntry("revoke-rights", "unattended");
    }

    @Test
    void aPlaygroundIsThePersonOfTheLab() {
        Map<String, Object> written = load(PlaygroundConfiguration.of(lab, "requester"));

        assertThat(at(written, "currentUser"))
                .containsEntry("aadObjectId", "o-1")
                .containsEntry("id", "29:1");
        assertThat((List<?>) written.get("users")).hasSize(5);
    }

    @Test
    void whatTheLabDoesNotSayIsNamed() {
        LabFacts silent = LabFacts.parse("{}");

        assertThatThrownBy(() -> BotConfiguration.of(silent, ports, keys, true, 5))
                .hasMessage("lab.json does not say tenant.id");
    }

    // The dump above makes maps with text keys only.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> load(String yaml) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    // As above.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> map, String... path) {
        Map<String, Object> found = map;
        for (String name : path) {
            found = (Map<String, Object>) found.get(name);
        }
        return found;
    }
}
