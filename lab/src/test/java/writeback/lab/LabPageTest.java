package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab's page over HTTP: state, faults and the self-service reset. */
class LabPageTest {
    private static final String READY =
            "'connect.writeback':true,'portal.writeback':true,'domain.minAgeDays':0,'sspr.scope':'all','sspr.registered':1";

    @TempDir
    static Path folder;

    private static TestLab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = new TestLab(folder);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void reset() throws Exception {
        lab.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/wizard", "/self-service", "/page.js", "/page.css", "/state", "/state/keys"})
    void serves(String path) throws Exception {
        assertThat(lab.get(lab.text("/page") + path).statusCode()).isEqualTo(200);
    }

    @Test
    void setsAndResetsState() throws Exception {
        HttpResponse<String> set = lab.page("PATCH", "/state", "{\"graph.failNext\":4}");
        assertThat(set.body()).contains("\"graph.failNext\":4");

        HttpResponse<String> start = lab.page("POST", "/state/reset", "");
        assertThat(start.body()).contains("\"graph.failNext\":0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'graph.fail':1} | there is no key graph.fail; the nearest is graph.failNext",
                "{'graph.down':1} | graph.down must be true or false",
                "[] | the body must be a JSON object of keys and values",
                "nonsense | the body is not JSON"
            })
    void refusesWhatItCannotSet(String body, String error) throws Exception {
        HttpResponse<String> answer = lab.page("PATCH", "/state", body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestLab.JSON.readTree(answer.body()).path("error").stringValue())
                .isEqualTo(error);
    }

    @Test
    void refreshesGroupPolicy() throws Exception {
        assertThat(lab.page("POST", "/grouppolicy/refresh?force=true", "").statusCode())
                .isEqualTo(204);
        assertThat(lab.page("POST", "/grouppolicy/refresh?force=maybe", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void obeysOnlyItsOwnPages() throws Exception {
        HttpRequest.Builder foreign = HttpRequest.newBuilder(URI.create(lab.text("/page") + "/state/reset"))
                .header("Origin", "http://evil.test")
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(lab.send(foreign).statusCode()).isEqualTo(403);

        HttpRequest.Builder own = HttpRequest.newBuilder(URI.create(lab.text("/page") + "/state/reset"))
                .header("Origin", lab.text("/page"))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(lab.send(own).statusCode()).isEqualTo(200);
    }

    @Test
    void aPersonResetsTheOwnPassword() throws Exception {
        lab.set(json("{" + READY + "}"));

        assertThat(selfService("pilot.test@contoso.test", "A-new-Pa55word")).isEqualTo("{\"ok\":true}");
        assertThat(lab.graph(
                                lab.graphToken("requester", "AuditLog.Read.All Directory.Read.All"),
                                "/auditLogs/directoryAudits?$filter=activityDisplayName eq 'Reset password (self-service)'")
                        .body())
                .contains("pilot.test@contoso.test", "\"result\":\"success\"")
                .doesNotContain("A-new-Pa55word");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'sspr.scope':'none';pilot.test@contoso.test;SSPR_0009",
                "'licence.p1':false;pilot.test@contoso.test;SSPR_0012",
                "'sspr.scope':'selected';noor.norole@contoso.test;SSPR_0014",
                "'sspr.scope':'selected','sspr.registered':0;pilot.test@contoso.test;SSPR_0014",
                "'portal.writeback':false;pilot.test@contoso.test;SSPR_0010",
                "'connect.serviceRunning':false;pilot.test@contoso.test;SSPR_0030",
                "'sspr.scope':'all';nobody@contoso.test;SSPR_0011"
            })
    void saysWhyAResetDoesNotWork(String state, String person, String code) throws Exception {
        lab.set(json("{" + READY + "}"));
        lab.set(json("{" + state + "}"));

        assertThat(selfService(person, "Another-Pa55word")).contains("\"ok\":false", code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "nonsense", "{\"userPrincipalName\":1,\"newPassword\":\"x\"}"})
    void wantsANameAndAPassword(String body) throws Exception {
        assertThat(lab.page("POST", "/self-service", body).statusCode()).isEqualTo(400);
    }

    private static String selfService(String person, String password) throws Exception {
        return lab.page(
                        "POST",
                        "/self-service",
                        json("{'userPrincipalName':'" + person + "','newPassword':'" + password + "'}"))
                .body();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
