package writeback.bot.entra.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.bot.Patience;
import writeback.bot.entra.TestGraph;
import writeback.bot.entra.TestGraph.Answer;
import writeback.bot.identity.GraphTokens;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.TokenResult;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.CloudUser.Origin;
import writeback.bot.runbook.CloudUser.Plan;
import writeback.bot.runbook.CloudUser.Registration;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/** One user, against the shapes of Microsoft Graph's reference, over https. */
class GraphUserReadingTest {
    private static final PersonId VIEWER = new PersonId("tenant", "viewer");
    private static final String USERS = "/v1.0/users";
    private static final String REPORT = "/reports/authenticationMethods/userRegistrationDetails/";
    private static final String ID = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";
    private static final String SID = "S-1-5-21-1-2-3-1104";
    private static final String P1 = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
    private static final String P2 = "eec0eb4f-6444-4f95-aba0-50c24d67f998";

    private TestGraph server;
    private GraphTenantReading reading;
    private TokenResult token = new TokenResult.Token("the-token");

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new TestGraph();
        reading = new GraphTenantReading(
                new GraphTokens() {
                    @Override
                    public TokenResult reading(PersonId person) {
                        return token;
                    }

                    @Override
                    public TokenResult changing(PersonId person, Set<String> scopes) {
                        throw new AssertionError("reading asks for no token that can change");
                    }
                },
                server.graph(folder));
        server.on(USERS, users(user("true", plans("Enabled", P1), "true", SID)));
        server.on(REPORT, Answer.json(200, report(true, false)));
    }

    @AfterEach
    void stop() {
        reading.stop();
        server.close();
    }

    @Test
    void everything_is_seen() {
        assertThat(look("mia@contoso.test"))
                .isEqualTo(Sighting.seen(Optional.of(new CloudUser(
                        ID,
                        "mia@contoso.test",
                        Sighting.seen(new Origin(true, SID, "CN=Mia,DC=contoso,DC=test")),
                        Sighting.seen(true),
                        Sighting.seen(new Plan("Entra ID P1")),
                        Sighting.seen(Optional.of(
                                new Registration(true, false, false, Instant.parse("2026-11-22T01:02:03Z"))))))));
        assertThat(server.asked).allMatch(request -> request.method().equals("GET"));
        assertThat(server.asked.get(1).uri().getPath()).endsWith(REPORT + ID);
        assertThat(server.asked.get(1).uri().getQuery()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "mia@contoso.test, userPrincipalName eq 'mia@contoso.test'",
                "o'neil@contoso.test, userPrincipalName eq 'o''neil@contoso.test'",
                "S-1-5-21-1-2-3-1104, onPremisesSecurityIdentifier eq 'S-1-5-21-1-2-3-1104'",
                "S-1-5-x' or id ne ', userPrincipalName eq 'S-1-5-x'' or id ne '''"
            })
    void a_name_is_asked_for_as_one_value(String name, String filter) {
        look(name);

        String query = URLDecoder.decode(server.asked.get(0).uri().getRawQuery(), StandardCharsets.UTF_8);
        assertThat(query).contains("$filter=" + filter).contains("$select=id,userPrincipalName,accountEnabled");
    }

    @Test
    void no_such_user_is_seen_and_the_report_is_not_asked() {
        server.on(USERS, Answer.json(200, "{\"value\":[]}"));

        assertThat(look("nobody@contoso.test")).isEqualTo(Sighting.seen(Optional.empty()));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void a_user_whom_the_report_does_not_name_is_no_failure() {
        server.on(REPORT, Answer.error(404, "Request_ResourceNotFound"));

        assertThat(user().registration()).isEqualTo(Sighting.seen(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"401, NOT_SIGNED_IN", "403, DENIED", "429, THROTTLED", "500, UNREACHABLE", "400, FAILED"})
    void a_refusal_hides_only_what_was_asked(int status, Cause cause) {
        server.on(REPORT, Answer.error(status, "TheCode"));
        assertThat(cause(user().registration())).isEqualTo(cause);
        assertThat(user().plan().isSeen()).isTrue();

        server.on(USERS, Answer.error(status, "TheCode"));
        assertThat(cause(look("mia@contoso.test"))).isEqualTo(cause);
    }

    @Test
    void who_may_see_basic_properties_only_sees_nothing_of_the_rest() {
        server.on(USERS, users("{\"id\":\"" + ID + "\",\"userPrincipalName\":\"mia@contoso.test\"}"));

        assertThat(cause(user().origin())).isEqualTo(Cause.DENIED);
        assertThat(cause(user().enabled())).isEqualTo(Cause.DENIED);
        assertThat(cause(user().plan())).isEqualTo(Cause.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"null, ", "false, " + SID})
    void who_is_no_longer_synchronised_or_never_was_is_not(String synced, String sid) {
        server.on(USERS, users(user("true", plans("Enabled", P1), synced, sid)));

        assertThat(user().origin())
                .isEqualTo(Sighting.seen(new Origin(false, sid, sid == null ? null : "CN=Mia,DC=contoso,DC=test")));
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled, " + P2 + ", Entra ID P2",
        "Warning, " + P1 + ", Entra ID P1",
        "Suspended, " + P1 + ",",
        "Deleted, " + P2 + ",",
        "Enabled, 113feb6c-3fe4-4440-bddc-54d774bf0318,"
    })
    void a_licence_is_a_usable_assigned_plan(String status, String plan, String name) {
        server.on(USERS, users(user("true", plans(status, plan), "true", SID)));

        assertThat(user().plan()).isEqualTo(Sighting.seen(new Plan(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"value\":null}",
                "{\"value\":[{}]}",
                "{\"value\":[{\"id\":\"1\"}]}",
                "{\"value\":[{\"id\":\"1\",\"userPrincipalName\":\"a@b\",\"assignedPlans\":[{}]}]}",
                "{\"value\":[{\"id\":\"1\",\"userPrincipalName\":\"a@b\"},{\"id\":\"2\",\"userPrincipalName\":\"a@b\"}]}"
            })
    void odd_shapes_and_two_users_of_one_name_are_malformed(String odd) {
        server.on(USERS, Answer.json(200, odd));

        assertThat(cause(look("mia@contoso.test"))).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void an_odd_report_hides_only_the_report() {
        server.on(REPORT, Answer.json(200, "{\"id\":\"" + ID + "\",\"isSsprEnabled\":true}"));

        assertThat(cause(user().registration())).isEqualTo(Cause.MALFORMED);
        assertThat(user().enabled()).isEqualTo(Sighting.seen(true));
    }

    @Test
    void a_silent_report_ends_at_the_deadline_and_hides_nothing_else() {
        Duration deadline = Patience.plentyFor(this::user);
        server.on(REPORT, TestGraph.SILENCE);

        Sighting<Optional<CloudUser>> seen =
                reading.user(VIEWER, "mia@contoso.test", deadline).join();

        CloudUser user = seen.fold(Optional::orElseThrow, unseen -> null);
        assertThat(cause(user.registration())).isEqualTo(Cause.TIMEOUT);
        assertThat(user.enabled().isSeen()).isTrue();
    }

    @Test
    void without_a_session_nothing_is_asked() {
        token = new TokenResult.SignInNeeded("signed_out");

        assertThat(cause(look("mia@contoso.test"))).isEqualTo(Cause.NOT_SIGNED_IN);
        assertThat(server.asked).isEmpty();
    }

    private Sighting<Optional<CloudUser>> look(String name) {
        return reading.user(VIEWER, name, Duration.ofSeconds(20)).join();
    }

    private CloudUser user() {
        return look("mia@contoso.test").fold(Optional::orElseThrow, unseen -> {
            throw new AssertionError(unseen);
        });
    }

    private static Cause cause(Sighting<?> sighting) {
        return sighting.fold(
                value -> {
                    throw new AssertionError("seen: " + value);
                },
                Unseen::cause);
    }

    private static Answer users(String user) {
        return new Answer(200, Map.of("Content-Type", "application/json"), "{\"value\":[" + user + "]}");
    }

    private static String user(String enabled, String plans, String synced, String sid) {
        String dn = sid == null ? "null" : "\"CN=Mia,DC=contoso,DC=test\"";
        return "{\"id\":\"" + ID + "\",\"userPrincipalName\":\"mia@contoso.test\",\"accountEnabled\":" + enabled
                + ",\"assignedPlans\":" + plans + ",\"onPremisesSyncEnabled\":" + synced
                + ",\"onPremisesSecurityIdentifier\":" + (sid == null ? "null" : "\"" + sid + "\"")
                + ",\"onPremisesDistinguishedName\":" + dn + "}";
    }

    private static String plans(String status, String plan) {
        return "[{\"assignedDateTime\":\"2026-01-01T00:00:00Z\",\"capabilityStatus\":\"" + status
                + "\",\"service\":\"AADPremiumService\",\"servicePlanId\":\"" + plan + "\"}]";
    }

    private static String report(boolean enabled, boolean registered) {
        return "{\"id\":\"" + ID + "\",\"userPrincipalName\":\"mia@contoso.test\",\"userDisplayName\":\"Mia\","
                + "\"isAdmin\":false,\"isSsprRegistered\":" + registered + ",\"isSsprEnabled\":" + enabled
                + ",\"isSsprCapable\":false,\"lastUpdatedDateTime\":\"2026-11-22T01:02:03Z\"}";
    }
}
