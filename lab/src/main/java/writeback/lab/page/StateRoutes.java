package writeback.lab.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.BadState;
import writeback.lab.DirectoryRoles;
import writeback.lab.LabState;
import writeback.lab.StateKey;
import writeback.lab.StateKeys;
import writeback.lab.ValueKind;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.graph.AuditLog;

/**
 * The HTTP interface to state and faults.
 *
 * <p>400 for a key or value that does not exist, 409 when the directory could not make the change; both with
 * {@code {"error": "..."}}.
 */
final class StateRoutes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LabState state;
    private final PracticeDirectory directory;
    private final AuditLog audits;

    StateRoutes(LabState state, PracticeDirectory directory, AuditLog audits) {
        this.state = state;
        this.directory = directory;
        this.audits = audits;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/state", ctx -> json(ctx, state.all()));
        routes.get("/state/keys", ctx -> json(ctx, Map.of("keys", keys(), "roles", DirectoryRoles.all())));
        routes.patch("/state", this::patch);
        routes.post("/state/reset", this::reset);
        routes.post("/grouppolicy/refresh", this::refresh);
        routes.exception(BadState.class, (refusal, ctx) -> error(ctx.status(400), refusal));
        routes.exception(JacksonException.class, (notJson, ctx) -> error(ctx.status(400), notJson));
        routes.exception(IllegalArgumentException.class, (refusal, ctx) -> error(ctx.status(400), refusal));
        routes.exception(DirectoryTrouble.class, (trouble, ctx) -> error(ctx.status(409), trouble));
    }

    private void patch(Context ctx) throws BadState {
        state.patch(JSON.readTree(ctx.bodyAsBytes()));
        json(ctx, state.all());
    }

    /** Sets every key to what it starts with and forgets the audit log. */
    private void reset(Context ctx) {
        state.reset();
        audits.clear();
        json(ctx, state.all());
    }

    private void refresh(Context ctx) throws BadState {
        String force = ctx.queryParam("force");
        if (force != null && !force.equals("true") && !force.equals("false")) {
            throw new BadState("force must be true or false");
        }
        directory.refreshGroupPolicy("true".equals(force));
        ctx.status(204);
    }

    private static List<Map<String, @Nullable Object>> keys() {
        return StateKeys.all().stream().map(StateRoutes::describe).toList();
    }

    private static Map<String, @Nullable Object> describe(StateKey<?> key) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("name", key.name());
        description.put("meaning", key.meaning());
        description.put("start", key.start());
        description.put("kind", key.kind().getClass().getSimpleName());
        description.put("expects", key.kind().expects());
        if (key.kind() instanceof ValueKind.Choice choice) {
            description.put("values", choice.values());
        }
        return description;
    }

    private static void error(Context ctx, Exception why) {
        String message = why instanceof JacksonException ? "the body is not JSON" : String.valueOf(why.getMessage());
        json(ctx, Map.of("error", message));
    }

    private static void json(Context ctx, Object body) {
        ctx.contentType("application/json; charset=utf-8").result(JSON.writeValueAsString(body));
    }
}
