package writeback.lab.graph;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.LabState;
import writeback.lab.ServerCertificate;
import writeback.lab.StateKeys;
import writeback.lab.signin.SigningKeys;
import writeback.lab.web.LabServer;
import writeback.lab.web.PortTaken;
import writeback.lab.writeback.WritebackEngine;

/** Microsoft Graph, listening. */
public final class GraphServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REQUEST_ID = "request-id";
    private static final String REFUSED = "refused";

    /** One request of Graph's reference. */
    @FunctionalInterface
    private interface GraphRequest {
        Map<String, @Nullable Object> answer(Context ctx, Caller caller) throws GraphRefusal;
    }

    private final LabState state;
    private final Clock clock;
    private final Gate gate;
    private final TenantRequests tenant;
    private final UserRequests people;
    private final ReportRequests reports;
    private final PasswordRequests passwords;
    private final LabServer server;

    /** @param keys the keys Graph trusts: those the sign-in server signs with */
    public GraphServer(
            int port,
            ServerCertificate certificate,
            SigningKeys keys,
            CloudUsers users,
            AuditLog audits,
            WritebackEngine engine,
            LabState state,
            Clock clock)
            throws PortTaken {
        this.state = state;
        this.clock = clock;
        this.gate = new Gate(keys, state);
        this.tenant = new TenantRequests(state, users);
        this.people = new UserRequests(users);
        this.reports = new ReportRequests(users, audits);
        this.passwords = new PasswordRequests(users, engine, audits, clock);
        this.server = LabServer.https("Graph", port, certificate, this::routes);
    }

    @Override
    public void close() {
        server.close();
        passwords.close();
    }

    private void routes(RoutesConfig routes) {
        routes.before(this::faults);
        routes.get("/v1.0/organization", request(tenant::organization));
        routes.get("/v1.0/subscribedSkus", request(tenant::subscribedSkus));
        routes.get("/v1.0/me", request(people::me));
        // "graph" is the schema's alias: client libraries cast with it
        for (String type : List.of("microsoft.graph.directoryRole", "graph.directoryRole")) {
            routes.get("/v1.0/me/transitiveMemberOf/" + type, request(people::myRoles));
            routes.get("/v1.0/me/memberOf/" + type, request(people::myRoles));
        }
        routes.get("/v1.0/users", request(people::users));
        routes.get("/v1.0/users/{user}", request(people::user));
        routes.get("/v1.0/auditLogs/directoryAudits", request(reports::directoryAudits));
        routes.get(
                "/v1.0/reports/authenticationMethods/userRegistrationDetails",
                request(reports::userRegistrationDetails));
        routes.get(
                "/v1.0/reports/authenticationMethods/userRegistrationDetails/{user}",
                request(reports::userRegistrationDetail));
        routes.get("/v1.0/reports/authenticationMethods/{function}", request(reports::usersRegisteredByFeature));
        routes.post("/v1.0/users/{user}/authentication/methods/{method}/resetPassword", request(passwords::reset));
        routes.get("/v1.0/users/{user}/authentication/operations/{operation}", request(passwords::operation));
        routes.error(404, ctx -> {
            if (ctx.attribute(REFUSED) == null) {
                refuse(ctx, GraphRefusal.badRequest("Resource not found for the segment '" + ctx.path() + "'."));
            }
        });
    }

    private Handler request(GraphRequest request) {
        return ctx -> {
            try {
                Map<String, @Nullable Object> answer = request.answer(ctx, gate.callerOf(ctx));
                json(ctx, answer);
            } catch (GraphRefusal refusal) {
                refuse(ctx, refusal);
            }
        };
    }

    private void faults(Context ctx) {
        ctx.header(REQUEST_ID, UUID.randomUUID().toString());
        if (state.get(StateKeys.GRAPH_DOWN)) {
            ctx.skipRemainingHandlers();
            ServletContextRequest.getServletContextRequest(ctx.req())
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
        } else if (state.takeOne(StateKeys.GRAPH_FAIL_NEXT)) {
            ctx.skipRemainingHandlers();
            int status = state.get(StateKeys.GRAPH_FAIL_STATUS);
            ctx.header("Retry-After", Integer.toString(state.get(StateKeys.GRAPH_RETRY_AFTER)));
            refuse(ctx, new GraphRefusal(status, codeOf(status), "A fault of the practice organisation."));
        }
    }

    private void refuse(Context ctx, GraphRefusal refusal) {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("date", clock.instant().toString());
        inner.put(REQUEST_ID, ctx.res().getHeader(REQUEST_ID));
        inner.put("client-request-id", ctx.header("client-request-id"));
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", refusal.code());
        error.put("message", refusal.description());
        error.put("innerError", inner);
        ctx.attribute(REFUSED, true);
        ctx.status(refusal.status());
        if (refusal.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"\", error=\"invalid_token\"");
        }
        json(ctx, Map.of("error", error));
    }

    private static void json(Context ctx, Map<String, ?> body) {
        ctx.contentType("application/json; odata.metadata=minimal; charset=utf-8")
                .result(JSON.writeValueAsString(body));
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 401 -> "InvalidAuthenticationToken";
            case 403 -> "Authorization_RequestDenied";
            case 404 -> "Request_ResourceNotFound";
            case 429 -> "TooManyRequests";
            case 503 -> "serviceNotAvailable";
            case 504 -> "gatewayTimeout";
            default -> status < 500 ? "BadRequest" : "generalException";
        };
    }
}
