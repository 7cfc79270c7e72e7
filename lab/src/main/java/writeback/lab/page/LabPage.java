package writeback.lab.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.BadState;
import writeback.lab.LabState;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.graph.AuditLog;
import writeback.lab.web.Html;
import writeback.lab.web.LabServer;
import writeback.lab.web.PortTaken;

/** The lab's page, listening. It obeys pages of its own only, not what else runs in the same browser. */
public final class LabPage implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final StateRoutes state;
    private final SelfService selfService;
    private final Consumer<RoutesConfig> more;
    private final LabServer server;

    /** @param more what else is served beside the page */
    public LabPage(
            int port,
            LabState state,
            PracticeDirectory directory,
            AuditLog audits,
            SelfService selfService,
            Consumer<RoutesConfig> more)
            throws PortTaken {
        this.state = new StateRoutes(state, directory, audits);
        this.selfService = selfService;
        this.more = more;
        this.server = LabServer.http("the lab's page", port, this::routes);
    }

    /** Where it is, without a slash at its end. */
    public String base() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private void routes(RoutesConfig routes) {
        routes.before(LabPage::refuseForeignPages);
        for (String view : List.of("/", "/wizard", "/self-service")) {
            routes.get(view, ctx -> ctx.html(Html.resource("page.html")));
        }
        routes.get("/page.css", ctx -> ctx.contentType("text/css").result(Html.resource("page.css")));
        routes.get("/page.js", ctx -> ctx.contentType("text/javascript").result(Html.resource("page.js")));
        state.addTo(routes);
        routes.get("/self-service/people", this::people);
        routes.post("/self-service", this::reset);
        more.accept(routes);
    }

    /** Names other than this machine's (DNS rebinding), and requests from pages of other origins. */
    private static void refuseForeignPages(Context ctx) {
        String host = String.valueOf(ctx.host());
        String origin = ctx.header("Origin");
        boolean ours = host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
        if (!ours || origin != null && !origin.equals("http://" + host)) {
            ctx.status(403).result("only for pages of this machine").skipRemainingHandlers();
        }
    }

    private void people(Context ctx) {
        List<Map<String, String>> people = selfService.candidates().stream()
                .map(user -> Map.of("name", user.displayName(), "userPrincipalName", user.userPrincipalName()))
                .toList();
        ctx.contentType("application/json").result(JSON.writeValueAsString(people));
    }

    /** {@code {userPrincipalName, newPassword}}; 200 with {@code {ok}} or {@code {ok, error}}. */
    private void reset(Context ctx) throws BadState {
        JsonNode body = JSON.readTree(ctx.bodyAsBytes());
        JsonNode name = body.path("userPrincipalName");
        JsonNode password = body.path("newPassword");
        if (!name.isString() || !password.isString()) {
            throw new BadState("userPrincipalName and newPassword must be texts");
        }
        Optional<String> failure =
                selfService.reset(name.stringValue(), password.stringValue().toCharArray());
        Map<String, Object> answer = failure.<Map<String, Object>>map(why -> Map.of("ok", false, "error", why))
                .orElse(Map.of("ok", true));
        ctx.contentType("application/json").result(JSON.writeValueAsString(answer));
    }
}
