package writeback.bot.entra.changing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import writeback.bot.entra.TestGraph;
import writeback.bot.entra.TestGraph.Answer;
import writeback.bot.entra.changing.CloudReset.Progress;
import writeback.bot.entra.changing.CloudReset.Started;
import writeback.bot.identity.GraphTokens;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.TokenResult;

class GraphCloudResetTest {
    private static final PersonId ADMIN = new PersonId("tenant", "admin");
    private static final String TEST_ACCOUNT = "66666666-6666-6666-6666-666666666666";
    private static final String RESET = "/resetPassword";
    private static final String OPERATION = "/authentication/operations/";

    private final List<Set<String>> scopes = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TokenResult token = new TokenResult.Token("the-token");
    private TestGraph server;
    private GraphCloudReset reset;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        server = new TestGraph();
        reset = new GraphCloudReset(
                new GraphTokens() {
                    @Override
                    public TokenResult reading(PersonId person) {
                        throw new AssertionError("a change is made with a token of its own");
                    }

                    @Override
                    public TokenResult changing(PersonId person, Set<String> asked) {
                        scopes.add(asked);
                        return token;
                    }
                },
                server.graph(folder));
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.DEBUG);
        root.addAppender(log);
    }

    @AfterEach
    void stopAndFindNoSecretInTheLog() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.detachAppender(log);
        server.close();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            assertThat(event.getFormattedMessage()).doesNotContain("the-token");
            server.asked.stream().filter(request -> !request.body().isEmpty()).forEach(request -> assertThat(
                            event.getFormattedMessage())
                    .doesNotContain(password(request.body())));
        }
    }

    @Test
    void anAcceptedResetNamesItsOperationWithItsQuery() {
        String operation = server.base() + "/users/u" + OPERATION + "1?aadgdc=BL02P&aadgsu=ssprprod-a";
        server.on(RESET, new Answer(202, Map.of("Location", operation, "Retry-After", "5"), ""));

        assertThat(start()).isEqualTo(new Started.Accepted(URI.create(operation)));

        TestGraph.Asked asked = server.asked.get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri().getPath())
                .isEqualTo("/v1.0/users/" + TEST_ACCOUNT + "/authentication/methods/"
                        + "28c10230-6103-485e-b985-444c60001490/resetPassword");
        assertThat(asked.authorization()).isEqualTo("Bearer the-token");
        assertThat(scopes).containsExactly(Set.of("UserAuthenticationMethod.ReadWrite.All"));
    }

    @Test
    void thePasswordIsStrongAndNeverTheSame() {
        server.on(RESET, Answer.error(403, "x"));
        start();
        start();

        String first = password(server.asked.get(0).body());
        assertThat(first)
                .hasSize(28)
                .containsPattern("[A-Z]")
                .containsPattern("[a-z]")
                .containsPattern("[0-9]");
        assertThat(first).containsPattern("[^A-Za-z0-9]").doesNotContain("\"", "\\");
        assertThat(password(server.asked.get(1).body())).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost:1/v1.0/x", "http://localhost/x", "https://example.com/x", "/users/x", ":", ""
            })
    void anOperationElsewhereIsNotFollowed(String location) {
        server.on(RESET, new Answer(202, Map.of("Location", location), ""));

        assertThat(start()).isInstanceOf(Started.InDoubt.class);
        assertThat(reset.look(ADMIN, URI.create(location.equals(":") ? "" : location)))
                .isInstanceOf(Progress.Unseen.class);
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, badRequest",
        "401, InvalidAuthenticationToken",
        "403, accessDenied",
        "404, itemNotFound",
        "429, TooManyRequests"
    })
    void aRefusalCarriesGraphsCode(int status, String code) {
        server.on(RESET, Answer.error(status, code));

        assertThat(start()).isEqualTo(new Started.Refused(code, "HTTP " + status));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aRefusalWithoutAShapeIsARefusalAllTheSame() {
        server.on(RESET, new Answer(403, Map.of("Content-Type", "text/html"), "<html>"));

        assertThat(start()).isEqualTo(new Started.Refused("HTTP 403", "HTTP 403"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 408, 500, 503, 504})
    void anythingElseIsInDoubtAndNotSentAgain(int status) {
        server.on(RESET, new Answer(status, Map.of("Location", server.base() + "/elsewhere"), ""));

        assertThat(start()).isEqualTo(new Started.InDoubt("HTTP " + status));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aConnectionLostAfterSendingIsInDoubtAndNotSentAgain() {
        server.on(RESET, TestGraph.CLOSED);

        assertThat(start()).isInstanceOf(Started.InDoubt.class);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void whatWasNeverSentChangedNothing() {
        server.close();

        assertThat(start()).isEqualTo(new Started.Refused("unreachable", "ConnectException"));
    }

    @Test
    void withoutATokenNothingIsSent() {
        token = new TokenResult.SignInNeeded("interaction_required");
        assertThat(start()).isEqualTo(new Started.Refused("sign-in-needed", "interaction_required"));
        assertThat(look()).isInstanceOf(Progress.Unseen.class);

        token = new TokenResult.Unavailable("ConnectException");
        assertThat(start()).isEqualTo(new Started.Refused("sign-in-unavailable", "ConnectException"));
        assertThat(look()).isInstanceOf(Progress.Unseen.class);
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "notStarted, Running", "NotStarted, Running", "running, Running", "RUNNING, Running", "succeeded, Succeeded",
        "Succeeded, Succeeded", "failed, Failed", "Failed, Failed", "unknownFutureValue, Unseen", "'', Unseen"
    })
    void statusesAreReadHoweverTheyAreSpelled(String status, String progress) {
        server.on(OPERATION, Answer.json(200, "{\"status\":\"" + status + "\",\"statusDetail\":\"why\"}"));

        assertThat(look().getClass().getSimpleName()).isEqualTo(progress);
        assertThat(server.asked.get(0).uri().getQuery()).isEqualTo("aadgdc=A&aadgsu=B");
    }

    @Test
    void aFailureSaysWhy() {
        server.on(OPERATION, Answer.json(200, "{\"status\":\"failed\",\"statusDetail\":\"OnPremisesPolicy\"}"));

        assertThat(look()).isEqualTo(new Progress.Failed("OnPremisesPolicy"));
    }

    @Test
    void whatCannotBeSeenIsNeitherSuccessNorFailure() {
        server.on(OPERATION, Answer.error(404, "itemNotFound"));
        assertThat(look()).isEqualTo(new Progress.Unseen("HTTP 404 itemNotFound"));

        for (Answer odd : List.of(
                Answer.error(503, "x"),
                Answer.json(200, "[]"),
                Answer.json(200, "{"),
                Answer.json(200, ""),
                TestGraph.CLOSED)) {
            server.on(OPERATION, odd);
            assertThat(look()).isInstanceOf(Progress.Unseen.class);
        }
    }

    private Started start() {
        return reset.start(ADMIN, TEST_ACCOUNT);
    }

    private Progress look() {
        return reset.look(ADMIN, URI.create(server.base() + "/users/u" + OPERATION + "1?aadgdc=A&aadgsu=B"));
    }

    private static String password(String body) {
        assertThat(body).startsWith("{\"newPassword\":\"").endsWith("\"}");
        return body.substring("{\"newPassword\":\"".length(), body.length() - 2);
    }
}
