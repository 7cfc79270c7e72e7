package writeback.lab.signin;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.People;
import writeback.lab.Person;
import writeback.lab.StateKeys;
import writeback.lab.web.Html;

/**
 * Where a browser signs in (Microsoft Learn, "Microsoft identity platform and OAuth 2.0 authorization code flow").
 *
 * <p>Who signs in: the person named by the query parameter {@code person} or by {@code login_hint}, else whoever is
 * picked on the page. {@code prompt=select_account} asks in spite of a hint.
 */
final class AuthorizeEndpoint {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final AppRegistration app;
    private final LabState state;
    private final Grants grants;

    AuthorizeEndpoint(AppRegistration app, LabState state, Grants grants) {
        this.app = app;
        this.state = state;
        this.grants = grants;
    }

    void handle(Context ctx) {
        String redirectUri = ctx.queryParam("redirect_uri");
        if (!app.clientId().equals(ctx.queryParam("client_id"))) {
            showError(ctx, "AADSTS700016: Application with that identifier was not found in the directory.");
        } else if (redirectUri == null || !isRegistered(redirectUri)) {
            showError(
                    ctx,
                    "AADSTS50011: The redirect URI does not match the redirect URIs configured for the"
                            + " application: in this practice organisation, addresses of this machine.");
        } else {
            answer(ctx, redirectUri);
        }
    }

    private void answer(Context ctx, String redirectUri) {
        try {
            Scopes scopes = check(ctx);
            Optional<Person> person = whoSignsIn(ctx);
            if (person.isPresent()) {
                Grants.Grant grant = new Grants.Grant(person.get(), app.clientId(), scopes, ctx.queryParam("nonce"));
                String code = grants.newCode(grant, redirectUri, ctx.queryParam("code_challenge"));
                goBack(ctx, redirectUri, Map.of("code", code));
            } else if ("none".equals(ctx.queryParam("prompt"))) {
                throw new SignInRefusal(
                        "login_required", 50058, "A silent sign-in request was sent but no user is signed in.");
            } else {
                showPicker(ctx);
            }
        } catch (SignInRefusal refusal) {
            goBack(ctx, redirectUri, Map.of("error", refusal.error(), "error_description", refusal.description()));
        }
    }

    private Scopes check(Context ctx) throws SignInRefusal {
        if (!"code".equals(ctx.queryParam("response_type"))) {
            throw new SignInRefusal(
                    "unsupported_response_type", 700051, "response_type must be 'code' for this application.");
        }
        boolean challenged = ctx.queryParam("code_challenge") != null;
        if (challenged && !"S256".equals(ctx.queryParam("code_challenge_method"))) {
            throw new SignInRefusal(
                    "invalid_request", 501491, "The code_challenge_method must be S256 in this practice organisation.");
        }
        Scopes scopes =
                Scopes.parse(Optional.ofNullable(ctx.queryParam("scope")).orElse(""));
        if (scopes.includesAnyOf(state.get(StateKeys.SIGN_IN_NOT_CONSENTED))) {
            throw new SignInRefusal(
                    "consent_required", 65001, "The user or administrator has not consented to use the application.");
        }
        if ("declined".equals(ctx.queryParam("person"))) {
            throw new SignInRefusal("access_denied", 65004, "User declined to consent to access the app.");
        }
        return scopes;
    }

    private static Optional<Person> whoSignsIn(Context ctx) {
        String picked = ctx.queryParam("person");
        if (picked != null) {
            return People.byName(picked);
        }
        String hint = ctx.queryParam("login_hint");
        return hint == null || "select_account".equals(ctx.queryParam("prompt"))
                ? Optional.empty()
                : People.byUserPrincipalName(hint).or(() -> People.byName(hint));
    }

    private static boolean isRegistered(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && LOOPBACK.contains(String.valueOf(uri.getHost()))
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void goBack(Context ctx, String redirectUri, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        Optional.ofNullable(ctx.queryParam("state")).ifPresent(value -> parameters.put("state", value));
        ctx.header("Cache-Control", "no-store");
        if ("form_post".equals(ctx.queryParam("response_mode"))) {
            ctx.html(Html.fill(
                    "form-post.html", Map.of("action", Html.escape(redirectUri), "inputs", inputs(parameters))));
        } else {
            String query = parameters.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                    .collect(Collectors.joining("&"));
            ctx.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query);
        }
    }

    private static void showPicker(Context ctx) {
        String here = ctx.path() + "?" + withoutPerson(ctx.queryString()) + "person=";
        String choices = People.all().stream()
                .map(person -> "<li><a href=\"" + Html.escape(here + encode(person.name())) + "\"><b>"
                        + Html.escape(person.displayName()) + "</b><small>"
                        + Html.escape(person.userPrincipalName()) + "</small></a></li>")
                .collect(Collectors.joining("\n"));
        ctx.header("Cache-Control", "no-store");
        ctx.html(Html.fill("sign-in.html", Map.of("choices", choices, "declined", Html.escape(here + "declined"))));
    }

    private static String withoutPerson(@Nullable String query) {
        return query == null ? "" : query.replaceAll("(^|&)person=[^&]*", "$1") + "&";
    }

    private static void showError(Context ctx, String message) {
        ctx.status(400).html(Html.fill("error.html", Map.of("message", Html.escape(message))));
    }

    private static String inputs(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> "<input type=\"hidden\" name=\"" + Html.escape(entry.getKey()) + "\" value=\""
                        + Html.escape(entry.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
