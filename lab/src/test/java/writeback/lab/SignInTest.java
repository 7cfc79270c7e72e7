package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.SilentParameters;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The sign-in server, with Microsoft's own client library and with plain HTTP. */
class SignInTest {
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-of-rfc-7636";

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

    @Test
    void microsoftsLibrarySignsAPersonInAndRenewsTheToken() throws Exception {
        ConfidentialClientApplication client = msal(lab.secret("/signIn/clientSecretFile"));
        URI address = client.getAuthorizationRequestUrl(AuthorizationRequestUrlParameters.builder(
                                TestLab.REDIRECT, Set.of("User.Read", "AuditLog.Read.All"))
                        .state("a state")
                        .nonce("a nonce")
                        .codeChallenge(challenge(VERIFIER))
                        .codeChallengeMethod("S256")
                        .loginHint("riley.requester@contoso.test")
                        .build())
                .toURI();
        Map<String, String> answer = TestLab.formOf(lab.get(address.toString()));
        assertThat(answer).containsEntry("state", "a state");

        IAuthenticationResult signedIn = client.acquireToken(
                        AuthorizationCodeParameters.builder(answer.get("code"), URI.create(TestLab.REDIRECT))
                                .scopes(Set.of("User.Read"))
                                .codeVerifier(VERIFIER)
                                .build())
                .join();

        JWTClaimsSet identity = verified(signedIn.idToken());
        assertThat(identity.getClaims())
                .containsEntry("oid", People.REQUESTER.aadObjectId())
                .containsEntry("tid", Tenant.ID)
                .containsEntry("nonce", "a nonce")
                .containsEntry("preferred_username", "riley.requester@contoso.test")
                .containsEntry("name", "Riley Requester");
        assertThat(identity.getAudience()).containsExactly(lab.text("/signIn/clientId"));
        assertThat(verified(signedIn.accessToken()).getClaims())
                .containsEntry("scp", "User.Read")
                .doesNotContainKey("wids");

        IAuthenticationResult renewed = client.acquireTokenSilently(
                        SilentParameters.builder(Set.of("AuditLog.Read.All"), signedIn.account())
                                .forceRefresh(true)
                                .build())
                .join();
        assertThat(verified(renewed.accessToken()).getClaims()).containsEntry("scp", "AuditLog.Read.All");
    }

    @Test
    void microsoftsLibraryGetsTheBotsToken() throws Exception {
        ConfidentialClientApplication bot = ConfidentialClientApplication.builder(
                        lab.text("/channel/appId"),
                        ClientCredentialFactory.createFromSecret(lab.secret("/channel/appSecretFile")))
                .authority(lab.text("/signIn/authority"))
                .instanceDiscovery(false)
                .sslSocketFactory(lab.tls().getSocketFactory())
                .build();

        String token = bot.acquireToken(
                        ClientCredentialParameters.builder(Set.of("https://api.botframework.com/.default"))
                                .build())
                .join()
                .accessToken();

        assertThat(verified(token).getAudience()).containsExactly("https://api.botframework.com");
        assertThat(verified(token).getClaims()).containsEntry("appid", lab.text("/channel/appId"));
    }

    @Test
    void microsoftsLibraryIsToldOfAWrongSecret() throws Exception {
        ConfidentialClientApplication client = msal("wrong");

        assertThatThrownBy(() -> client.acquireToken(
                                ClientCredentialParameters.builder(Set.of("https://graph.microsoft.com/.default"))
                                        .build())
                        .join())
                .hasCauseInstanceOf(MsalServiceException.class)
                .hasMessageContaining("AADSTS7000215");
    }

    @Test
    void microsoftsLibraryIsToldWhenANewSignInIsNeeded() throws Exception {
        ConfidentialClientApplication client = msal(lab.secret("/signIn/clientSecretFile"));
        String code = lab.code(Map.of("person", "requester", "scope", "openid offline_access User.Read"));
        IAuthenticationResult signedIn = client.acquireToken(
                        AuthorizationCodeParameters.builder(code, URI.create(TestLab.REDIRECT))
                                .scopes(Set.of("User.Read"))
                                .build())
                .join();
        lab.set("{\"signIn.notConsented\":[\"UserAuthenticationMethod.ReadWrite.All\"]}");

        assertThatThrownBy(() -> client.acquireTokenSilently(SilentParameters.builder(
                                        Set.of("UserAuthenticationMethod.ReadWrite.All"), signedIn.account())
                                .build())
                        .join())
                .hasCauseInstanceOf(MsalInteractionRequiredException.class);
    }

    @Test
    void aGuestsTokenNamesTheOtherTenant() throws Exception {
        String code = lab.code(Map.of("person", "guest"));

        JsonNode answer = json(redeem(Map.of("code", code)));

        assertThat(verified(answer.path("id_token").stringValue()).getClaims())
                .containsEntry("tid", People.GUEST_TENANT_ID)
                .containsEntry("oid", People.GUEST.aadObjectId());
    }

    @Test
    void aPageLetsSomebodyPickAPersonOrCancel() throws Exception {
        HttpResponse<String> page = lab.authorize(Map.of("state", "<x>\"'"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Riley Requester", "Gale Guest", "person=declined")
                .doesNotContain("<x>");
        assertThat(lab.authorize(Map.of("login_hint", "requester", "prompt", "select_account"))
                        .body())
                .contains("Pick an account");
        assertThat(TestLab.queryOf(lab.authorize(Map.of("person", "declined", "state", "s"))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s");
        assertThat(TestLab.queryOf(lab.authorize(Map.of("prompt", "none")))).containsEntry("error", "login_required");
    }

    @Test
    void formPostSendsTheCodeInAForm() throws Exception {
        HttpResponse<String> page = lab.authorize(Map.of("person", "requester", "response_mode", "form_post"));

        assertThat(page.body()).contains("action=\"" + TestLab.REDIRECT + "\"", "name=\"code\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "http://localhost.evil.test/",
                "http://localhost@evil.test/",
                "javascript:alert(1)",
                "http://localhost/#here"
            })
    void sendsNobodyToAnAddressThatIsNotRegistered(String redirect) throws Exception {
        HttpResponse<String> page = lab.authorize(Map.of("person", "requester", "redirect_uri", redirect));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("AADSTS50011");
    }

    @Test
    void knowsOneApplicationAndOneTenant() throws Exception {
        assertThat(lab.authorize(Map.of("client_id", lab.text("/channel/appId")))
                        .body())
                .contains("AADSTS700016");
        String elsewhere = lab.text("/signIn/authority").replace(Tenant.ID, People.GUEST_TENANT_ID);
        assertThat(lab.get(elsewhere + "/v2.0/.well-known/openid-configuration").body())
                .contains("AADSTS90002");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,token,unsupported_response_type",
        "scope,openid User.Raed,invalid_scope",
        "scope,,invalid_scope",
        "code_challenge,plainly,invalid_request"
    })
    void tellsTheApplicationWhatItAskedWrong(String parameter, String value, String error) throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("person", "requester", "state", "s"));
        parameters.put(parameter, value == null ? "" : value);

        assertThat(TestLab.queryOf(lab.authorize(parameters)))
                .containsEntry("error", error)
                .containsEntry("state", "s");
    }

    @Test
    void nobodyConsentsToWhatTheStateExcepts() throws Exception {
        lab.set("{\"signIn.notConsented\":[\"AuditLog.Read.All\"]}");

        assertThat(TestLab.queryOf(lab.authorize(Map.of("person", "requester", "scope", "AuditLog.Read.All"))))
                .containsEntry("error", "consent_required");
        assertThat(TestLab.queryOf(lab.authorize(Map.of("person", "requester"))))
                .containsKey("code");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier,another-verifier-that-is-also-long-enough-to-be-right,AADSTS501481",
        "code_verifier,'',AADSTS501481",
        "redirect_uri,http://localhost:3978/elsewhere,AADSTS500112",
        "redirect_uri,'',AADSTS500112",
        "code,nonsense,AADSTS70000",
        "client_secret,wrong,AADSTS7000215",
        "client_secret,'',AADSTS7000218",
        "client_id,5c1e0b7a-0000-4f0f-9a51-0d1c6f2be101,AADSTS700016",
        "scope,openid UserAuthenticationMethod.ReadWrite.All,AADSTS65001",
        "grant_type,password,AADSTS70003"
    })
    void refusesACodeThatIsNotRedeemedAsItWasAskedFor(String parameter, String value, String number) throws Exception {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(
                "code",
                lab.code(Map.of(
                        "person",
                        "requester",
                        "code_challenge",
                        challenge(VERIFIER),
                        "code_challenge_method",
                        "S256")));
        parameters.put("code_verifier", VERIFIER);
        parameters.put(parameter, value);

        HttpResponse<String> answer = redeem(parameters);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(json(answer).path("error_description").stringValue()).startsWith(number + ":");
        assertThat(answer.body()).doesNotContain("access_token");
    }

    @Test
    void redeemsACodeOnce() throws Exception {
        String code = lab.code(Map.of("person", "requester"));

        assertThat(redeem(Map.of("code", code)).statusCode()).isEqualTo(200);
        assertThat(redeem(Map.of("code", code)).body()).contains("AADSTS54005");
    }

    @Test
    void anotherApplicationCannotRedeemTheCode() throws Exception {
        String code = lab.code(Map.of("person", "requester"));

        HttpResponse<String> answer = redeem(Map.of(
                "code", code,
                "client_id", lab.text("/channel/appId"),
                "client_secret", lab.secret("/channel/appSecretFile")));

        assertThat(answer.body()).contains("AADSTS70000");
        assertThat(redeem(Map.of("code", code)).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenGivesAnyConsentedScope() throws Exception {
        String code = lab.code(Map.of("person", "requester", "scope", "openid offline_access User.Read"));
        String refresh =
                json(redeem(Map.of("code", code))).path("refresh_token").stringValue();

        JsonNode answer = json(lab.token(
                Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", "AuditLog.Read.All")));

        assertThat(verified(answer.path("access_token").stringValue()).getClaims())
                .containsEntry("scp", "AuditLog.Read.All");
    }

    @Test
    void refusesARefreshTokenItNeverGave() throws Exception {
        assertThat(lab.token(Map.of("grant_type", "refresh_token", "refresh_token", "x"))
                        .body())
                .contains("AADSTS70000");
        assertThat(lab.token(Map.of("grant_type", "refresh_token")).body()).contains("AADSTS900144");
    }

    @Test
    void answers503WhileItIsDown() throws Exception {
        lab.set("{\"signIn.down\":true}");

        assertThat(lab.authorize(Map.of("person", "requester")).statusCode()).isEqualTo(503);
        assertThat(redeem(Map.of("code", "x")).statusCode()).isEqualTo(503);
    }

    private static ConfidentialClientApplication msal(String secret) throws Exception {
        return ConfidentialClientApplication.builder(
                        lab.text("/signIn/clientId"), ClientCredentialFactory.createFromSecret(secret))
                .oidcAuthority(lab.text("/signIn/authority") + "/v2.0")
                .sslSocketFactory(lab.tls().getSocketFactory())
                .build();
    }

    private static HttpResponse<String> redeem(Map<String, String> parameters) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("grant_type", "authorization_code"));
        all.putAll(parameters);
        return lab.token(all);
    }

    private static JWTClaimsSet verified(String token) throws Exception {
        JWKSet keys = JWKSet.parse(
                lab.get(lab.text("/signIn/authority") + "/discovery/v2.0/keys").body());
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return TestLab.JSON.readTree(answer.body());
    }

    private static String challenge(String verifier) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
