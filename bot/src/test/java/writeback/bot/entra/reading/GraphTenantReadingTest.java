package writeback.bot.entra.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
import writeback.bot.runbook.TenantFacts;
import writeback.bot.runbook.TenantFacts.Licences;
import writeback.bot.runbook.TenantFacts.NewestAudit;
import writeback.bot.runbook.TenantFacts.ResetReports;
import writeback.bot.runbook.TenantFacts.Synchronisation;
import writeback.bot.runbook.TenantFacts.WritebackAudit;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/** Against the shapes of Microsoft Graph's reference, over https. */
class GraphTenantReadingTest {
    private static final PersonId VIEWER = new PersonId("tenant", "viewer");
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final String ORGANIZATION = "/organization";
    private static final String SKUS = "/subscribedSkus";
    private static final String ROLES = "/me/transitiveMemberOf/";
    private static final String ENABLED = "eq 'Enable password writeback";
    private static final String DISABLED = "eq 'Disable password writeback";
    private static final String REPORTS = "/reports/authenticationMethods/usersRegisteredByFeature(";
    private static final String HYBRID_ADMIN = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";

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
        server.on(
                ORGANIZATION,
                Answer.json(
                        200,
                        "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#organization\",\"value\":["
                                + "{\"id\":\"84841066-274d-4ec0-a5c1-276be684bdd3\",\"onPremisesSyncEnabled\":true,"
                                + "\"onPremisesLastSyncDateTime\":\"2026-11-22T09:48:00Z\"}]}"));
        server.on(SKUS, Answer.json(200, sku("Enabled", "41781fb2-bc02-4b7c-bd55-b576c07bb09d", "Success")));
        server.on(
                ROLES,
                Answer.json(
                        200,
                        "{\"value\":[{\"@odata.type\":\"#microsoft.graph.directoryRole\",\"id\":\"1\","
                                + "\"displayName\":\"Hybrid Identity Administrator\",\"roleTemplateId\":\""
                                + HYBRID_ADMIN + "\"}]}"));
        server.on(
                ENABLED,
                Answer.json(200, "{\"value\":[" + audit(true, "2026-11-20T10:00:00.1234567Z", "success") + "]}"));
        server.on(DISABLED, Answer.json(200, "{\"value\":[]}"));
        server.on(
                REPORTS,
                Answer.json(
                        200,
                        "{\"totalUserCount\":23123,\"userRegistrationFeatureCounts\":["
                                + "{\"feature\":\"ssprRegistered\",\"userCount\":23},"
                                + "{\"feature\":\"ssprEnabled\",\"userCount\":9900},"
                                + "{\"feature\":\"ssprCapable\",\"userCount\":20},"
                                + "{\"feature\":\"passwordlessCapable\",\"userCount\":1},"
                                + "{\"feature\":\"mfaCapable\",\"userCount\":1}]}"));
    }

    @AfterEach
    void stop() {
        reading.stop();
        server.close();
    }

    @Test
    void everythingIsSeen() {
        TenantFacts facts = look();

        assertThat(facts)
                .isEqualTo(new TenantFacts(
                        Sighting.seen(new Synchronisation(true, Instant.parse("2026-11-22T09:48:00Z"))),
                        Sighting.seen(new Licences("AAD_PREMIUM")),
                        Sighting.seen(List.of(HYBRID_ADMIN)),
                        Sighting.seen(new NewestAudit(
                                new WritebackAudit(true, Instant.parse("2026-11-20T10:00:00.1234567Z")))),
                        Sighting.seen(new ResetReports(23123, 9900, 23, 20))));
        assertThat(server.asked).allMatch(request -> request.authorization().equals("Bearer the-token"));
        assertThat(server.asked).allMatch(request -> request.method().equals("GET"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, NOT_SIGNED_IN",
        "403, DENIED",
        "429, THROTTLED",
        "500, UNREACHABLE",
        "503, UNREACHABLE",
        "400, FAILED"
    })
    void aRefusalHidesOnlyWhatWasAsked(int status, Cause cause) {
        for (String path : List.of(ORGANIZATION, SKUS, ROLES, ENABLED, REPORTS)) {
            server.on(path, Answer.error(status, "TheCode"));
            assertCause(field(path).apply(look()), cause, "HTTP " + status);
        }
        server.on(ORGANIZATION, Answer.json(200, "{\"value\":[{\"id\":\"x\"}]}"));
        TenantFacts facts = look();
        assertThat(facts.synchronisation()).isEqualTo(Sighting.seen(new Synchronisation(null, null)));
        assertThat(facts.licences().isSeen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ORGANIZATION, SKUS, ROLES, DISABLED, REPORTS})
    void oddShapesAreMalformed(String path) {
        for (String odd : List.of(
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"value\":\"x\"}",
                "{\"value\":[{\"servicePlans\":1}]}",
                "{\"value\":null,\"totalUserCount\":\"many\"}")) {
            server.on(path, Answer.json(200, odd));
            Sighting<?> seen = field(path).apply(look());
            assertThat(cause(seen)).as("%s answering %s: %s", path, odd, seen).isEqualTo(Cause.MALFORMED);
        }
        server.on(path, new Answer(200, Map.of("Content-Type", "text/html"), "<html>maintenance</html>"));
        assertThat(cause(field(path).apply(look()))).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void aClosedConnectionIsUnreachable() {
        server.on(SKUS, TestGraph.CLOSED);

        TenantFacts facts = look();

        assertThat(cause(facts.licences())).isEqualTo(Cause.UNREACHABLE);
        assertThat(facts.resetReports().isSeen()).isTrue();
    }

    @Test
    void nobodyListeningIsUnreachable() {
        server.close();

        assertThat(cause(look().activeRoles())).isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void silenceEndsAtTheDeadlineAndHidesNothingElse() {
        Duration deadline = Patience.plentyFor(this::look);
        server.on(REPORTS, TestGraph.SILENCE);

        TenantFacts facts = reading.tenant(VIEWER, deadline).join();

        assertThat(cause(facts.resetReports())).isEqualTo(Cause.TIMEOUT);
        assertThat(facts.synchronisation().isSeen()).isTrue();
        assertThat(facts.writebackAudit().isSeen()).isTrue();
    }

    @Test
    void throttlingIsWaitedForOnceIfThereIsTime() {
        server.on(SKUS, throttled("1"), Answer.json(200, "{\"value\":[]}"));
        assertThat(look().licences()).isEqualTo(Sighting.seen(new Licences(null)));

        server.on(SKUS, throttled("1"));
        server.asked.clear();
        assertThat(cause(look().licences())).isEqualTo(Cause.THROTTLED);
        assertThat(server.asked)
                .filteredOn(request -> request.uri().getPath().endsWith(SKUS))
                .hasSize(2);

        server.on(SKUS, throttled("3600"));
        server.asked.clear();
        assertThat(cause(look().licences())).isEqualTo(Cause.THROTTLED);
        assertThat(server.asked)
                .filteredOn(request -> request.uri().getPath().endsWith(SKUS))
                .hasSize(1);
    }

    @Test
    void withoutASessionNothingIsAsked() {
        token = new TokenResult.SignInNeeded("signed_out");

        assertThat(look()).isEqualTo(TenantFacts.allUnseen(Cause.NOT_SIGNED_IN, ""));
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aSignInServerThatIsDownIsUnreachable() {
        token = new TokenResult.Unavailable("ConnectException");

        assertThat(look()).isEqualTo(TenantFacts.allUnseen(Cause.UNREACHABLE, "ConnectException"));
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled, eec0eb4f-6444-4f95-aba0-50c24d67f998, Success, true",
        "Warning, 41781fb2-bc02-4b7c-bd55-b576c07bb09d, Success, true",
        "Suspended, 41781fb2-bc02-4b7c-bd55-b576c07bb09d, Success, false",
        "Enabled, 41781fb2-bc02-4b7c-bd55-b576c07bb09d, Disabled, false",
        "Enabled, 113feb6c-3fe4-4440-bddc-54d774bf0318, Success, false"
    })
    void aLicenceIsAUsableServicePlan(String capability, String plan, String provisioning, boolean there) {
        server.on(SKUS, Answer.json(200, sku(capability, plan, provisioning)));

        assertThat(look().licences()).isEqualTo(Sighting.seen(new Licences(there ? "AAD_PREMIUM" : null)));
    }

    @Test
    void theNewerSuccessfulEventCounts() {
        server.on(
                DISABLED,
                Answer.json(
                        200,
                        "{\"value\":[" + audit(false, "2026-11-22T08:00:00Z", "failure") + ","
                                + audit(false, "2026-11-21T08:00:00Z", "success") + ","
                                + audit(false, "2026-11-01T08:00:00Z", "success") + "]}"));

        assertThat(look().writebackAudit())
                .isEqualTo(Sighting.seen(
                        new NewestAudit(new WritebackAudit(false, Instant.parse("2026-11-21T08:00:00Z")))));
    }

    @Test
    void aSuccessBehindPagesOfFailuresIsFound() {
        server.on(
                DISABLED,
                page(audit(false, "2026-11-24T08:00:00Z", "failure")),
                page(""),
                Answer.json(200, "{\"value\":[" + audit(false, "2026-11-22T08:00:00Z", "success") + "]}"));

        assertThat(look().writebackAudit())
                .isEqualTo(Sighting.seen(
                        new NewestAudit(new WritebackAudit(false, Instant.parse("2026-11-22T08:00:00Z")))));
    }

    @Test
    void eventsOlderThanASuccessAreNotAskedFor() {
        server.on(DISABLED, page(audit(false, "2026-11-22T08:00:00Z", "success")), TestGraph.CLOSED);

        assertThat(look().writebackAudit().isSeen()).isTrue();
    }

    @Test
    void aLogThatNeverEndsHidesWhetherWritebackWasTurnedOff() {
        server.on(DISABLED, page(audit(false, "2026-11-24T08:00:00Z", "failure")));

        assertThat(cause(look().writebackAudit())).isEqualTo(Cause.MALFORMED);
        assertThat(server.asked)
                .filteredOn(request -> request.uri().getQuery() != null
                        && request.uri().getQuery().contains(DISABLED))
                .hasSize(20);
    }

    @Test
    void aLogThatGoesOnElsewhereHidesWhetherWritebackWasTurnedOff() {
        server.on(
                DISABLED,
                Answer.json(
                        200,
                        "{\"value\":[],\"@odata.nextLink\":\"https://localhost:1/v1.0/auditLogs/directoryAudits\"}"));

        assertThat(cause(look().writebackAudit())).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void anEmptyLogHoldsNoEventAndIsNoAbsenceOfSight() {
        server.on(ENABLED, Answer.json(200, "{\"value\":[]}"));

        assertThat(look().writebackAudit()).isEqualTo(Sighting.seen(new NewestAudit(null)));
    }

    @Test
    void rolesAreReadToTheLastPage() {
        server.on(
                ROLES,
                Answer.json(
                        200,
                        "{\"value\":[{\"id\":\"1\",\"roleTemplateId\":\"one\"}],\"@odata.nextLink\":\"" + server.base()
                                + "/me/transitiveMemberOf/microsoft.graph.directoryRole?$skiptoken=2\"}"),
                Answer.json(200, "{\"value\":[{\"id\":\"2\",\"roleTemplateId\":\"two\"}]}"));

        assertThat(reading.activeRoles(VIEWER, TIME).join()).isEqualTo(Sighting.seen(List.of("one", "two")));
    }

    @Test
    void aNextPageElsewhereIsNotFollowed() {
        server.on(
                ROLES,
                Answer.json(
                        200, "{\"value\":[],\"@odata.nextLink\":\"https://localhost:1/v1.0/me/transitiveMemberOf\"}"));

        assertThat(cause(reading.activeRoles(VIEWER, TIME).join())).isEqualTo(Cause.MALFORMED);
    }

    private TenantFacts look() {
        return reading.tenant(VIEWER, TIME).join();
    }

    private static Function<TenantFacts, Sighting<?>> field(String path) {
        return switch (path) {
            case ORGANIZATION -> TenantFacts::synchronisation;
            case SKUS -> TenantFacts::licences;
            case ROLES -> TenantFacts::activeRoles;
            case REPORTS -> TenantFacts::resetReports;
            default -> TenantFacts::writebackAudit;
        };
    }

    private static void assertCause(Sighting<?> sighting, Cause cause, String detail) {
        assertThat(sighting).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.cause()).isEqualTo(cause);
            assertThat(unseen.detail()).startsWith(detail).doesNotContain("secret");
        });
    }

    private static Cause cause(Sighting<?> sighting) {
        return sighting.fold(
                value -> {
                    throw new AssertionError("seen: " + value);
                },
                Unseen::cause);
    }

    private static Answer throttled(String seconds) {
        return new Answer(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", seconds),
                "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"later\"}}");
    }

    private static String sku(String capability, String plan, String provisioning) {
        return "{\"value\":[{\"skuPartNumber\":\"X\",\"capabilityStatus\":\"" + capability
                + "\",\"servicePlans\":[{\"servicePlanId\":\"" + plan
                + "\",\"servicePlanName\":\"AAD_PREMIUM\",\"provisioningStatus\":\"" + provisioning
                + "\",\"appliesTo\":\"User\"}]}]}";
    }

    /** There is more behind it, under the same filter. */
    private Answer page(String value) {
        return Answer.json(
                200,
                "{\"value\":[" + value + "],\"@odata.nextLink\":\"" + server.base() + "/auditLogs/directoryAudits"
                        + "?$filter=activityDisplayName%20eq%20'Disable%20password%20writeback%20for%20directory'"
                        + "&$skiptoken=2\"}");
    }

    private static String audit(boolean enabled, String at, String result) {
        return "{\"id\":\"SSPR_1\",\"category\":\"DirectoryManagement\",\"result\":\"" + result
                + "\",\"activityDisplayName\":\"" + (enabled ? "Enable" : "Disable")
                + " password writeback for directory\",\"activityDateTime\":\"" + at
                + "\",\"loggedByService\":\"Self-service Password Management\"}";
    }
}
