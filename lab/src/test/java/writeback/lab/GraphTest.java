package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Graph over plain HTTP: shapes, permissions, roles and faults. */
class GraphTest {
    private static final String READING =
            "User.Read User.Read.All Directory.Read.All AuditLog.Read.All Organization.Read.All";
    private static final String CHANGING = "UserAuthenticationMethod.ReadWrite.All";
    private static final String METHOD = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";
    private static final String BY_FEATURE = "/reports/authenticationMethods/usersRegisteredByFeature"
            + "(includedUserTypes='all',includedUserRoles='all')";

    @TempDir
    static Path folder;

    private static TestLab lab;
    private static String requester;
    private static String pilot;

    @BeforeAll
    static void start() throws Exception {
        lab = new TestLab(folder);
        requester = lab.graphToken("requester", READING + " " + CHANGING);
        pilot = lab.text("/directory/testAccount/aadObjectId");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void reset() throws Exception {
        lab.reset();
    }

    @Test
    void findsAUserByNameOrSecurityIdentifierWithTheLicencesThatAreAssigned() throws Exception {
        String select = "&$select=id,assignedPlans,onPremisesSecurityIdentifier,accountEnabled";
        JsonNode named = ok("/users?$filter=userPrincipalName eq 'pilot.test@contoso.test'" + select)
                .at("/value/0");
        String sid = named.path("onPremisesSecurityIdentifier").stringValue();

        assertThat(sid).matches("S-1-5-21(-\\d+){4}");
        assertThat(named.path("assignedPlans").toString()).contains("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
        assertThat(ok("/users?$filter=onPremisesSecurityIdentifier eq '" + sid + "'" + select)
                        .at("/value"))
                .hasSize(1)
                .first()
                .isEqualTo(named);
        assertThat(ok("/users?$filter=userPrincipalName eq 'nobody@contoso.test'")
                        .path("value"))
                .isEmpty();
        assertThat(code(lab.graph(requester, "/users?$filter=shoeSize eq '1'"), 400))
                .isEqualTo("BadRequest");
        lab.set("{\"licence.p1\":false}");
        assertThat(ok("/users?$filter=id eq '" + pilot + "'&$select=assignedPlans")
                        .toString())
                .doesNotContain("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
    }

    @Test
    void reportsOfOneUserToWhoMayReadReportsAndTakesNoOptions() throws Exception {
        String row = "/reports/authenticationMethods/userRegistrationDetails/" + pilot;

        assertThat(ok(row).path("isSsprRegistered").booleanValue()).isFalse();
        lab.set("{\"sspr.scope\":\"selected\",\"sspr.registered\":1}");
        assertThat(ok(row).path("isSsprCapable").booleanValue()).isTrue();
        assertThat(code(lab.graph(requester, row + "?$select=id"), 400)).isEqualTo("BadRequest");
        assertThat(code(lab.graph(requester, row + "0"), 404)).isEqualTo("Request_ResourceNotFound");
        String norole = lab.graphToken("norole", READING);
        assertThat(lab.graph(norole, row).statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhetherAndWhenTheTenantSynchronised() throws Exception {
        lab.set("{\"sync.lastMinutesAgo\":90}");
        JsonNode tenant = ok("/organization").at("/value/0");

        assertThat(tenant.path("id").stringValue()).isEqualTo(Tenant.ID);
        assertThat(tenant.path("onPremisesSyncEnabled").booleanValue()).isTrue();
        Instant last = Instant.parse(tenant.path("onPremisesLastSyncDateTime").stringValue());
        assertThat(Duration.between(last, Instant.now())).isBetween(Duration.ofMinutes(90), Duration.ofMinutes(92));
    }

    @Test
    void showsLittleOfTheTenantToWhoMayOnlyReadTheOwnUser() throws Exception {
        String token = lab.graphToken("requester", "User.Read");
        JsonNode tenant = body(lab.graph(token, "/organization")).at("/value/0");

        assertThat(tenant.path("displayName").stringValue()).isEqualTo(Tenant.NAME);
        assertThat(tenant.path("onPremisesSyncEnabled").isNull()).isTrue();
    }

    @Test
    void tellsALicenceByItsServicePlan() throws Exception {
        assertThat(ok("/subscribedSkus").toString()).contains("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
        lab.set("{\"licence.p1\":false}");
        assertThat(ok("/subscribedSkus").toString()).doesNotContain("41781fb2-bc02-4b7c-bd55-b576c07bb09d");
    }

    @Test
    void listsTheOwnActiveRoles() throws Exception {
        JsonNode roles = ok("/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId");

        assertThat(roles.path("value").valueStream().map(role -> role.path("roleTemplateId")
                        .stringValue()))
                .containsExactlyInAnyOrderElementsOf(People.REQUESTER.directoryRoles());
        assertThat(roles.at("/value/0").propertyNames()).containsExactly("roleTemplateId");
    }

    @Test
    void takesTheCastThatClientLibrariesWrite() throws Exception {
        assertThat(ok("/me/transitiveMemberOf/graph.directoryRole").path("value"))
                .hasSize(3);
    }

    @Test
    void hidesRolesFromWhoMayOnlyReadTheOwnUser() throws Exception {
        String token = lab.graphToken("requester", "User.Read");
        JsonNode roles = body(lab.graph(token, "/me/transitiveMemberOf/microsoft.graph.directoryRole"));

        assertThat(roles.path("value")).hasSize(3);
        assertThat(roles.at("/value/0/roleTemplateId").isNull()).isTrue();
    }

    @Test
    void aGuestsRolesAreSeenButTheAccountIsAGuest() throws Exception {
        String token = lab.graphToken("guest", "User.Read Directory.Read.All");

        assertThat(body(lab.graph(token, "/me?$select=userType,id"))
                        .path("userType")
                        .stringValue())
                .isEqualTo("Guest");
    }

    @Test
    void knowsTheTestAccountAsSynchronised() throws Exception {
        JsonNode user =
                ok("/users/pilot.test@contoso.test?$select=id,onPremisesSyncEnabled,onPremisesDistinguishedName,"
                        + "onPremisesSamAccountName,onPremisesDomainName");

        assertThat(user.path("id").stringValue()).isEqualTo(pilot);
        assertThat(user.path("onPremisesSyncEnabled").booleanValue()).isTrue();
        assertThat(user.path("onPremisesDistinguishedName").stringValue())
                .isEqualTo(lab.text("/directory/testAccount/dn"));
        assertThat(ok("/users/" + pilot).has("onPremisesSyncEnabled")).isFalse();
        assertThat(code(lab.graph(requester, "/users/nobody@contoso.test"), 404))
                .isEqualTo("Request_ResourceNotFound");
        assertThat(code(lab.graph(requester, "/users/" + pilot + "?$select=shoeSize"), 400))
                .isEqualTo("BadRequest");
    }

    @Test
    void theSwitchesLeaveAuditEvents() throws Exception {
        String filter = "/auditLogs/directoryAudits?$filter=activityDisplayName eq 'Enable password writeback for"
                + " directory'&$orderby=activityDateTime desc&$top=1";
        assertThat(ok(filter).path("value")).isEmpty();

        lab.set("{\"connect.writeback\":true}");
        lab.set("{\"portal.writeback\":true}");
        lab.set("{\"portal.writeback\":true}");

        JsonNode page = ok(filter);
        assertThat(page.at("/value/0/loggedByService").stringValue()).isEqualTo("Self-service Password Management");
        assertThat(page.at("/value/0/initiatedBy/app/displayName").stringValue())
                .isEqualTo("Microsoft Entra admin center");
        String next = page.path("@odata.nextLink").stringValue();
        JsonNode second = body(
                lab.graph(requester, next.substring(lab.text("/graph/baseUrl").length())));
        assertThat(second.at("/value/0/initiatedBy/app/displayName").stringValue())
                .isEqualTo("Microsoft Entra Connect");
        assertThat(second.has("@odata.nextLink")).isFalse();

        lab.set("{\"portal.writeback\":false}");
        assertThat(ok("/auditLogs/directoryAudits")
                        .at("/value/0/activityDisplayName")
                        .stringValue())
                .isEqualTo("Disable password writeback for directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$filter=activityDisplayName is 'x'",
                "$filter=activityDisplayName eq 'x",
                "$filter=activityDisplayName eq 'x' and",
                "$filter=password eq 'x'",
                "$filter=",
                "$orderby=password",
                "$top=0",
                "$top=x",
                "$search=x"
            })
    void refusesAQueryItCannotAnswer(String query) throws Exception {
        assertThat(code(lab.graph(requester, "/auditLogs/directoryAudits?" + query), 400))
                .isEqualTo("BadRequest");
    }

    @Test
    void filtersByTimeAndByWhoDidIt() throws Exception {
        lab.set("{\"connect.writeback\":true}");

        assertThat(ok("/auditLogs/directoryAudits?$filter=(category eq 'DirectoryManagement' or category eq 'x') and"
                                + " activityDateTime ge 2020-01-01T00:00:00Z")
                        .path("value"))
                .hasSize(1);
        assertThat(ok("/auditLogs/directoryAudits?$filter=activityDateTime le 2020-01-01T00:00:00Z")
                        .path("value"))
                .isEmpty();
        assertThat(ok("/auditLogs/directoryAudits?$filter=startswith(activityDisplayName,'Disable')")
                        .path("value"))
                .isEmpty();
        assertThat(ok("/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq 'x'")
                        .path("value"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"none,0,0,0,0", "none,7,7,0,0", "selected,7,7,10,7", "selected,20,20,10,10", "all,20,20,50,20"})
    void countsWhoMayAndWhoCanResetThemselves(String scope, int set, int registered, int enabled, int capable)
            throws Exception {
        lab.set("{\"sspr.scope\":\"" + scope + "\",\"sspr.registered\":" + set + "}");
        JsonNode summary = ok(BY_FEATURE);

        assertThat(summary.path("totalUserCount").asInt()).isEqualTo(50);
        assertThat(count(summary, "ssprRegistered")).isEqualTo(registered);
        assertThat(count(summary, "ssprEnabled")).isEqualTo(enabled);
        assertThat(count(summary, "ssprCapable")).isEqualTo(capable);
        assertThat(ok("/reports/authenticationMethods/userRegistrationDetails?$filter=isSsprCapable eq true")
                        .path("value"))
                .hasSize(capable);
    }

    @Test
    void theTestAccountIsTheFirstInScope() throws Exception {
        lab.set("{\"sspr.scope\":\"selected\",\"sspr.registered\":1}");

        JsonNode capable = ok("/reports/authenticationMethods/userRegistrationDetails?$filter=isSsprCapable eq true");

        assertThat(capable.path("value"))
                .singleElement()
                .satisfies(user -> assertThat(user.path("id").stringValue()).isEqualTo(pilot));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic eA==", "Bearer ", "Bearer x", "Bearer eyJhbGciOiJub25lIn0.e30."})
    void wantsAToken(String header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lab.text("/graph/baseUrl") + "/me"));
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }

        assertThat(code(lab.send(request), 401)).isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void refusesATokenForSomebodyElseOrOfAnotherSigner() throws Exception {
        String botToken = appToken("/channel", "https://api.botframework.com/.default");
        String changed = requester.substring(0, requester.length() - 6) + "AAAAAA";

        assertThat(code(lab.graph(botToken, "/organization"), 401)).isEqualTo("InvalidAuthenticationToken");
        assertThat(code(lab.graph(changed, "/organization"), 401)).isEqualTo("InvalidAuthenticationToken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/me Organization.Read.All",
                "/subscribedSkus User.Read",
                "/organization AuditLog.Read.All",
                "/me/transitiveMemberOf/microsoft.graph.directoryRole Organization.Read.All",
                "/users/pilot.test@contoso.test User.Read",
                "/auditLogs/directoryAudits Directory.Read.All",
                "/auditLogs/directoryAudits AuditLog.Read.All",
                "/reports/authenticationMethods/userRegistrationDetails Directory.Read.All"
            })
    void wantsThePermissionEachRequestDocuments(String path, String scope) throws Exception {
        assertThat(lab.graph(lab.graphToken("requester", scope), path).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auditLogs/directoryAudits",
                "/reports/authenticationMethods/userRegistrationDetails",
                "/reports/authenticationMethods/usersRegisteredByFeature(includedUserTypes='all',includedUserRoles='all')"
            })
    void wantsAReadersRoleForReports(String path) throws Exception {
        String token = lab.graphToken("norole", READING);
        assertThat(code(lab.graph(token, path), 403)).isEqualTo("Authorization_RequestDenied");

        lab.set("{\"roles.norole\":[\"" + DirectoryRoles.GLOBAL_READER + "\"]}");
        assertThat(lab.graph(token, path).statusCode()).isEqualTo(200);
    }

    @Test
    void anApplicationByItselfHasNoMeAndResetsNobody() throws Exception {
        String app = appToken("/signIn", "https://graph.microsoft.com/.default");

        assertThat(lab.graph(app, "/me").statusCode()).isEqualTo(403);
        assertThat(lab.graph(app, "/auditLogs/directoryAudits").statusCode()).isEqualTo(403);
        assertThat(code(resetPassword(app, pilot, "{\"newPassword\":\"x\"}"), 403))
                .isEqualTo("Authorization_RequestDenied");
    }

    @Test
    void whatItDoesNotKnowIsABadRequest() throws Exception {
        assertThat(code(lab.graph(requester, "/nonsense"), 400)).isEqualTo("BadRequest");
    }

    @Test
    @Timeout(30)
    void resetsAPasswordAllTheWayIntoTheDirectory() throws Exception {
        lab.set("{\"connect.writeback\":true,\"portal.writeback\":true,\"domain.minAgeDays\":0}");
        HttpResponse<String> accepted = resetPassword(requester, pilot, "{\"newPassword\":\"Rehearsal-4711-again\"}");

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Retry-After")).isPresent();
        assertThat(ended(accepted).path("status").stringValue()).isEqualTo("succeeded");
        assertThat(ok("/auditLogs/directoryAudits?$top=1")
                        .at("/value/0/activityDisplayName")
                        .stringValue())
                .isEqualTo("Reset password (by admin)");
    }

    @Test
    @Timeout(30)
    void aResetFailsWhileWritebackIsOffOrThePolicyRefuses() throws Exception {
        JsonNode off = ended(resetPassword(requester, pilot, "{\"newPassword\":\"Rehearsal-4712-again\"}"));
        assertThat(off.path("status").stringValue()).isEqualTo("failed");
        assertThat(off.path("statusDetail").stringValue()).startsWith("SSPR_0010");

        lab.set("{\"connect.writeback\":true,\"portal.writeback\":true}");
        JsonNode young = ended(resetPassword(requester, pilot, "{\"newPassword\":\"short\"}"));
        assertThat(young.path("status").stringValue()).isEqualTo("failed");
        assertThat(young.path("statusDetail").stringValue()).contains("policy").doesNotContain("short\"");
        assertThat(ok("/auditLogs/directoryAudits?$top=1").at("/value/0/result").stringValue())
                .isEqualTo("failure");
    }

    @Test
    void anOperationIsFoundOnlyByItsWholeAddress() throws Exception {
        String address = location(resetPassword(requester, pilot, "{\"newPassword\":\"Rehearsal-4713-again\"}"));

        assertThat(lab.graph(requester, address).statusCode()).isEqualTo(200);
        assertThat(lab.graph(requester, address.replaceFirst("\\?.*", "")).statusCode())
                .isEqualTo(404);
        assertThat(lab.graph(lab.graphToken("requester", "User.Read"), address).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "requester,5c1e0b7a-33d4-4f0f-9a51-0d1c6f2be101,403",
        "requester,5c1e0b7a-33d4-4f0f-9a51-0d1c6f2be102,403",
        "approver,PILOT,403",
        "norole,PILOT,403",
        "requester,nobody@contoso.test,404"
    })
    void resetsOnlyWhomTheRoleReaches(String person, String target, int status) throws Exception {
        String user = target.equals("PILOT") ? pilot : target;

        HttpResponse<String> answer =
                resetPassword(lab.graphToken(person, CHANGING), user, "{\"newPassword\":\"Rehearsal-4714-again\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"newPassword\":\"\"}", "{\"newPassword\":5}"})
    void wantsANewPassword(String body) throws Exception {
        assertThat(code(resetPassword(requester, pilot, body), 400)).isEqualTo("BadRequest");
    }

    @Test
    void failsAsOftenAsItIsTold() throws Exception {
        lab.set("{\"graph.failNext\":2,\"graph.failStatus\":429,\"graph.retryAfterSeconds\":7}");

        HttpResponse<String> first = lab.graph(requester, "/me");
        assertThat(code(first, 429)).isEqualTo("TooManyRequests");
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(lab.graph(requester, "/me").statusCode()).isEqualTo(429);
        assertThat(lab.graph(requester, "/me").statusCode()).isEqualTo(200);
    }

    @Test
    void closesTheConnectionWhileItIsDown() throws Exception {
        lab.set("{\"graph.down\":true}");
        assertThatThrownBy(() -> lab.graph(requester, "/me")).isInstanceOf(IOException.class);

        lab.set("{\"graph.down\":false}");
        assertThat(lab.graph(requester, "/me").statusCode()).isEqualTo(200);
    }

    private static JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = lab.graph(requester, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer);
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return TestLab.JSON.readTree(answer.body());
    }

    private static String code(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).at("/error/innerError/request-id").stringValue())
                .isEqualTo(answer.headers().firstValue("request-id").orElseThrow());
        return body(answer).at("/error/code").stringValue();
    }

    private static int count(JsonNode summary, String feature) {
        return summary.path("userRegistrationFeatureCounts")
                .valueStream()
                .filter(one -> one.path("feature").stringValue().equals(feature))
                .findFirst()
                .orElseThrow()
                .path("userCount")
                .asInt();
    }

    private static HttpResponse<String> resetPassword(String token, String user, String body) throws Exception {
        return lab.send(HttpRequest.newBuilder(URI.create(lab.text("/graph/baseUrl") + "/users/" + user + METHOD))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Path and query of the operation, below Graph's base. */
    private static String location(HttpResponse<String> accepted) {
        String address = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(address).startsWith(lab.text("/graph/baseUrl"));
        return address.substring(lab.text("/graph/baseUrl").length());
    }

    private static JsonNode ended(HttpResponse<String> accepted) throws Exception {
        String address = location(accepted);
        JsonNode operation;
        do {
            operation = ok(address);
            Thread.onSpinWait();
        } while (operation.path("status").stringValue().matches("notStarted|running"));
        return operation;
    }

    private static String appToken(String block, String scope) throws Exception {
        String id = block.equals("/channel") ? "/channel/appId" : "/signIn/clientId";
        String secret = block.equals("/channel") ? "/channel/appSecretFile" : "/signIn/clientSecretFile";
        return body(lab.token(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        lab.text(id),
                        "client_secret",
                        lab.secret(secret),
                        "scope",
                        scope)))
                .path("access_token")
                .stringValue();
    }
}
