package writeback.lab.powershell;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the PowerShell stand-in: {@code GET /sync-server/cmdlets/{name}?PARAMETER=VALUE}.
 *
 * <p>200 {@code {mode, objects}} or {@code {mode, error, errorId, terminating}}; {@code mode} is {@code connect.powershell}. Mount
 * it at {@link #PATH}.
 */
public final class SyncServerPage implements Handler {

    public static final String PATH = "/sync-server/cmdlets/{name}";

    private final SyncServer server;
    private final JsonMapper json = new JsonMapper();

    public SyncServerPage(SyncServer server) {
        this.server = server;
    }

    @Override
    public void handle(Context context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
        CmdletAnswer answer = server.run(context.pathParam("name"), parameters);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("mode", server.mode());
        if (answer instanceof CmdletAnswer.Objects objects) {
            body.put("objects", objects.objects());
        } else if (answer instanceof CmdletAnswer.Failure failure) {
            body.put("error", failure.message());
            body.put("errorId", failure.id());
            body.put("terminating", failure.terminating());
        }
        context.contentType("application/json").result(json.writeValueAsString(body));
    }
}
