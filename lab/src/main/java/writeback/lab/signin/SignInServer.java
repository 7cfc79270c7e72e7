package writeback.lab.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.LabState;
import writeback.lab.ServerCertificate;
import writeback.lab.StateKeys;
import writeback.lab.Tenant;
import writeback.lab.web.LabServer;
import writeback.lab.web.PortTaken;

/** The sign-in server, listening. */
public final class SignInServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private final SigningKeys keys;
    private final LabState state;
    private final Clock clock;
    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;
    private final Tokens tokens;
    private final LabServer server;

    /**
     * Starts it.
     *
     * @param web the application people sign in to
     * @param bot the application the Teams channel knows the bot as
     */
    public SignInServer(
            int port,
            ServerCertificate certificate,
            SigningKeys keys,
            AppRegistration web,
            AppRegistration bot,
            LabState state,
            Clock clock)
            throws PortTaken {
        this.base = "https://localhost:" + port;
        this.keys = keys;
        this.state = state;
        this.clock = clock;
        this.tokens = new Tokens(keys, clock, base);
        Grants grants = new Grants(clock);
        this.authorize = new AuthorizeEndpoint(web, state, grants);
        this.token = new TokenEndpoint(List.of(web, bot), state, grants, tokens);
        this.server = LabServer.https("the sign-in server", port, certificate, this::routes);
    }

    /** What applications call the authority. */
    public String authority() {
        return base + "/" + Tenant.ID;
    }

    /** Who issues the bot's tokens for the Teams channel. */
    public String botTokenIssuer() {
        return Tokens.accessIssuer(Tenant.ID);
    }

    public String tokenEndpoint() {
        return authority() + "/oauth2/v2.0/token";
    }

    @Override
    public void close() {
        server.close();
    }

    private void routes(RoutesConfig routes) {
        routes.before(ctx -> {
            if (state.get(StateKeys.SIGN_IN_DOWN)) {
                ctx.status(503)
                        .header("Retry-After", "1")
                        .result("Service unavailable")
                        .skipRemainingHandlers();
            }
        });
        routes.before("/{tenant}/*", this::knowTenant);
        routes.get("/{tenant}/v2.0/.well-known/openid-configuration", this::metadata);
        routes.get(
                "/{tenant}/discovery/v2.0/keys",
                ctx -> json(ctx, keys.publicKeys().toString(true)));
        routes.get("/{tenant}/oauth2/v2.0/authorize", authorize::handle);
        routes.post("/{tenant}/oauth2/v2.0/token", this::token);
    }

    private void knowTenant(Context ctx) {
        String tenant = ctx.pathParam("tenant");
        if (!tenant.equalsIgnoreCase(Tenant.ID) && !tenant.equalsIgnoreCase(Tenant.DOMAIN)) {
            refuse(ctx, new SignInRefusal("invalid_tenant", 90002, "Tenant '" + tenant + "' not found."));
            ctx.skipRemainingHandlers();
        }
    }

    /** OpenID Connect Discovery 1.0, with the members that the platform's own document has. */
    private void metadata(Context ctx) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", tokens.issuer(Tenant.ID));
        metadata.put("authorization_endpoint", authority() + "/oauth2/v2.0/authorize");
        metadata.put("token_endpoint", tokenEndpoint());
        metadata.put("jwks_uri", authority() + "/discovery/v2.0/keys");
        metadata.put("response_modes_supported", List.of("query", "form_post"));
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("subject_types_supported", List.of("pairwise"));
        metadata.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put(
                "claims_supported",
                List.of("sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "oid", "ver"));
        json(ctx, JSON.writeValueAsString(metadata));
    }

    private void token(Context ctx) {
        ctx.header("Cache-Control", "no-store").header("Pragma", "no-cache");
        try {
            json(ctx, JSON.writeValueAsString(token.answer(ctx)));
        } catch (SignInRefusal refusal) {
            refuse(ctx, refusal);
        }
    }

    private void refuse(Context ctx, SignInRefusal refusal) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", refusal.error());
        answer.put("error_description", refusal.description());
        answer.put("error_codes", List.of(refusal.number()));
        answer.put("timestamp", clock.instant().toString());
        answer.put("trace_id", UUID.randomUUID().toString());
        answer.put("correlation_id", UUID.randomUUID().toString());
        ctx.status(refusal.status());
        json(ctx, JSON.writeValueAsString(answer));
    }

    private static void json(Context ctx, String body) {
        ctx.contentType("application/json; charset=utf-8").result(body);
    }
}
