package writeback.lab.signin;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.StateKeys;

/**
 * Where applications redeem codes, refresh tokens and their own secrets (Microsoft Learn, "OAuth 2.0 authorization code
 * flow" and "OAuth 2.0 client credentials flow"; a bot's token: "Authentication with the Bot Connector API").
 */
final class TokenEndpoint {
    private static final String DEFAULT = "/.default";
    private static final Set<String> RESOURCES = Set.of(Tokens.GRAPH, Tokens.BOT_FRAMEWORK);

    private final List<AppRegistration> apps;
    private final LabState state;
    private final Grants grants;
    private final Tokens tokens;

    TokenEndpoint(List<AppRegistration> apps, LabState state, Grants grants, Tokens tokens) {
        this.apps = apps;
        this.state = state;
        this.grants = grants;
        this.tokens = tokens;
    }

    /** The answer to a token request; the handler turns a refusal into OAuth's error JSON. */
    Map<String, Object> answer(Context ctx) throws SignInRefusal {
        AppRegistration app = authenticate(ctx);
        String grantType = need(ctx, "grant_type");
        return switch (grantType) {
            case "authorization_code" -> forCode(ctx, app);
            case "refresh_token" -> forRefreshToken(ctx, app);
            case "client_credentials" -> forApplication(ctx, app);
            default ->
                throw new SignInRefusal(
                        "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        };
    }

    /** "The scopes requested in this leg must be equivalent to, or a subset of," those of the sign-in. */
    private Map<String, Object> forCode(Context ctx, AppRegistration app) throws SignInRefusal {
        Grants.Grant grant =
                grants.redeem(need(ctx, "code"), app, ctx.formParam("redirect_uri"), ctx.formParam("code_verifier"));
        Scopes asked = askedFor(ctx, grant);
        if (!grant.scopes().graph().containsAll(asked.graph())) {
            throw notConsented();
        }
        return asPerson(app, grant, asked);
    }

    /** A refresh token stands for the person and the application: any scope that is consented to may be asked for. */
    private Map<String, Object> forRefreshToken(Context ctx, AppRegistration app) throws SignInRefusal {
        Grants.Grant grant = grants.refresh(need(ctx, "refresh_token"), app);
        return asPerson(app, grant, askedFor(ctx, grant));
    }

    private Map<String, Object> forApplication(Context ctx, AppRegistration app) throws SignInRefusal {
        String scope = Scopes.withoutOpenId(need(ctx, "scope"));
        if (!scope.endsWith(DEFAULT)) {
            throw new SignInRefusal(
                    "invalid_scope", 70011, "The provided request must include a scope that ends with /.default.");
        }
        String resource = scope.substring(0, scope.length() - DEFAULT.length());
        if (!RESOURCES.contains(resource)) {
            throw new SignInRefusal(
                    "invalid_resource", 500011, "The resource principal named " + resource + " was not found.");
        }
        return answer(tokens.appOnly(app, resource), Tokens.LIFE);
    }

    /** What this request asks for: without a scope for Graph, what the sign-in asked for. */
    private Scopes askedFor(Context ctx, Grants.Grant grant) throws SignInRefusal {
        String scope = ctx.formParam("scope");
        Scopes asked = scope == null || scope.isBlank() ? grant.scopes() : Scopes.parse(scope);
        Scopes wanted = asked.graph().isEmpty()
                ? new Scopes(asked.openId(), grant.scopes().graph())
                : asked;
        if (wanted.includesAnyOf(state.get(StateKeys.SIGN_IN_NOT_CONSENTED))) {
            throw notConsented();
        }
        return wanted;
    }

    private static SignInRefusal notConsented() {
        return new SignInRefusal(
                "invalid_grant",
                65001,
                "The user or administrator has not consented to use the application with these scopes. Send an"
                        + " interactive authorization request for this user and resource.");
    }

    private Map<String, Object> asPerson(AppRegistration app, Grants.Grant grant, Scopes scopes) {
        Duration life = Duration.ofSeconds(state.get(StateKeys.SIGN_IN_TOKEN_SECONDS));
        Map<String, Object> answer = answer(tokens.delegated(grant.person(), app, scopes, life), life);
        answer.put("scope", scopes.granted());
        answer.put("client_info", Tokens.clientInfo(grant.person()));
        if (grant.scopes().openId().contains("openid")) {
            answer.put("id_token", tokens.idToken(grant.person(), app, grant.nonce()));
        }
        if (grant.scopes().asksForRefresh()) {
            answer.put("refresh_token", grants.newRefreshToken(grant));
        }
        return answer;
    }

    private static Map<String, Object> answer(String accessToken, Duration life) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("token_type", "Bearer");
        answer.put("expires_in", life.toSeconds());
        answer.put("ext_expires_in", life.toSeconds());
        answer.put("access_token", accessToken);
        return answer;
    }

    /** By {@code client_secret_post} or {@code client_secret_basic} (RFC 6749 2.3.1). */
    private AppRegistration authenticate(Context ctx) throws SignInRefusal {
        String id = ctx.formParam("client_id");
        String secret = ctx.formParam("client_secret");
        String[] basic = basicCredentials(ctx.header("Authorization"));
        if (basic.length == 2) {
            id = basic[0];
            secret = basic[1];
        }
        String clientId = id;
        AppRegistration app = apps.stream()
                .filter(known -> known.clientId().equalsIgnoreCase(clientId))
                .findFirst()
                .orElseThrow(() -> new SignInRefusal(
                        "unauthorized_client",
                        700016,
                        "Application with that identifier was not found in the directory."));
        if (secret == null) {
            throw new SignInRefusal(
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (!MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), app.secret().getBytes(StandardCharsets.UTF_8))) {
            throw new SignInRefusal("invalid_client", 7000215, "Invalid client secret provided.");
        }
        return app;
    }

    private static String[] basicCredentials(@Nullable String header) {
        if (header == null || !header.startsWith("Basic ")) {
            return new String[0];
        }
        try {
            byte[] both = Base64.getDecoder()
                    .decode(header.substring("Basic ".length()).trim());
            return new String(both, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    private static String need(Context ctx, String parameter) throws SignInRefusal {
        return Optional.ofNullable(ctx.formParam(parameter))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new SignInRefusal(
                        "invalid_request",
                        900144,
                        "The request body must contain the following parameter: '" + parameter + "'."));
    }
}
