package writeback.bot.entra.changing;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.authentication.methods.item.resetpassword.ResetPasswordPostRequestBody;
import com.microsoft.kiota.RequestInformation;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.entra.Graph;
import writeback.bot.identity.GraphTokens;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.TokenResult;

/**
 * The reset through Graph. The SDK makes the requests; they are sent without it, because the operation's address is a
 * header, and because its enumerations know one spelling only. The password is wiped here after it was sent; copies in the
 * TLS library's buffers are beyond us.
 */
@Component
class GraphCloudReset implements CloudReset {
    /** The password method's id, the same in every tenant (authenticationMethod: resetPassword). */
    private static final String PASSWORD_METHOD = "28c10230-6103-485e-b985-444c60001490";

    private static final Set<String> SCOPES = Set.of("UserAuthenticationMethod.ReadWrite.All");
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final long LONGEST_ANSWER = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecureRandom random = new SecureRandom();
    private final GraphTokens tokens;
    private final Graph graph;

    GraphCloudReset(GraphTokens tokens, Graph graph) {
        this.tokens = tokens;
        this.graph = graph;
    }

    @Override
    public Started start(PersonId onBehalfOf, String objectId) {
        return withToken(
                onBehalfOf,
                token -> send(token, objectId),
                needed -> new Started.Refused("sign-in-needed", needed),
                down -> new Started.Refused("sign-in-unavailable", down));
    }

    private Started send(String token, String objectId) {
        GraphServiceClient client = graph.client(token, START);
        RequestInformation reset = client.users()
                .byUserId(objectId)
                .authentication()
                .methods()
                .byAuthenticationMethodId(PASSWORD_METHOD)
                .resetPassword()
                .toPostRequestInformation(new ResetPasswordPostRequestBody());
        try (NewPassword password = new NewPassword(random)) {
            byte[] body = password.json();
            try {
                Request bare = graph.plain(client, reset);
                Request request = bare.newBuilder()
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .build();
                return post(request);
            } finally {
                Arrays.fill(body, (byte) 0);
            }
        }
    }

    private Started post(Request request) {
        AtomicBoolean sent = new AtomicBoolean();
        EventListener watch = new EventListener() {
            @Override
            public void requestHeadersStart(Call call) {
                sent.set(true);
            }
        };
        Call call = graph.http(START).newBuilder().eventListener(watch).build().newCall(request);
        try (Response response = call.execute()) {
            return started(response);
        } catch (IOException e) {
            String kind = e.getClass().getSimpleName();
            return sent.get() ? new Started.InDoubt(kind) : new Started.Refused("unreachable", kind);
        }
    }

    private Started started(Response response) {
        int status = response.code();
        if (status >= 400 && status < 500 && status != 408) {
            String code = error(response);
            return new Started.Refused(code.isEmpty() ? "HTTP " + status : code, "HTTP " + status);
        }
        Optional<URI> operation = location(response.header("Location"));
        return status == 202 && operation.isPresent()
                ? new Started.Accepted(operation.get())
                : new Started.InDoubt(
                        status == 202 ? "Graph accepted, but names no operation of its own" : "HTTP " + status);
    }

    /** With its query string, which says in which data centre the operation lives. */
    private Optional<URI> location(@Nullable String header) {
        try {
            return Optional.ofNullable(header).map(URI::create).filter(graph::isOwn);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Progress look(PersonId onBehalfOf, URI operation) {
        if (!graph.isOwn(operation)) {
            return new Progress.Unseen("not an operation of this Graph");
        }
        return withToken(
                onBehalfOf,
                token -> ask(token, operation),
                needed -> new Progress.Unseen("sign-in-needed " + needed),
                down -> new Progress.Unseen("sign-in-unavailable " + down));
    }

    private Progress ask(String token, URI operation) {
        Request request = new Request.Builder()
                .url(operation.toString())
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build();
        try (Response response = graph.http(LOOK).newCall(request).execute()) {
            if (response.code() != 200) {
                return new Progress.Unseen(("HTTP " + response.code() + " " + error(response)).strip());
            }
            JsonNode answer = JSON.readTree(response.peekBody(LONGEST_ANSWER).bytes());
            return progress(
                    answer.path("status").asString(""),
                    answer.path("statusDetail").asString(""));
        } catch (IOException | JacksonException e) {
            return new Progress.Unseen(e.getClass().getSimpleName());
        }
    }

    /** {@code longRunningOperation} resource type; Microsoft's own pages spell its statuses in more than one way. */
    private static Progress progress(String status, String detail) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "notstarted", "running" -> new Progress.Running();
            case "succeeded" -> new Progress.Succeeded();
            case "failed" -> new Progress.Failed(detail);
            default -> new Progress.Unseen("status " + status);
        };
    }

    /** Graph's own code, such as {@code Authorization_RequestDenied}; its text may quote what was sent. */
    private static String error(Response response) {
        try {
            return JSON.readTree(response.peekBody(LONGEST_ANSWER).bytes())
                    .path("error")
                    .path("code")
                    .asString("");
        } catch (IOException | JacksonException e) {
            return "";
        }
    }

    private <R> R withToken(
            PersonId person, Function<String, R> use, Function<String, R> needed, Function<String, R> down) {
        TokenResult result = tokens.changing(person, SCOPES);
        if (result instanceof TokenResult.Token token) {
            return use.apply(token.value());
        }
        return result instanceof TokenResult.SignInNeeded signIn
                ? needed.apply(signIn.detail())
                : down.apply(((TokenResult.Unavailable) result).detail());
    }
}
