package writeback.bot.identity;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.Prompt;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenant's sign-in server through MSAL4J. Each call has a client of its own, whose token cache lives as long as the
 * call: what is to be kept is handed back as text. Thread-safe.
 */
final class Authority {
    private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

    /** What looking at the tenant needs, and nothing that could change it (Microsoft Graph permissions reference). */
    static final Set<String> READING =
            Set.of("User.Read", "Organization.Read.All", "Directory.Read.All", "AuditLog.Read.All");

    /** OpenID Connect Core 1.0, 3.1.2.6, and OAuth 2.0; MSAL4J knows only the first by itself. */
    private static final Set<String> NEEDS_THE_PERSON =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");

    /** How a call to the sign-in server ended. */
    sealed interface Answer {
        /** @param tokenCache MSAL's, as JSON, holding what was asked for and no wider access token; secret */
        record Granted(String accessToken, @Nullable String idToken, @Nullable String homeAccount, String tokenCache)
                implements Answer {
            @Override
            public String toString() {
                return "Granted[...]";
            }
        }

        /** The person must sign in. @param code the server's */
        record InteractionNeeded(String code) implements Answer {}

        /** The server refused for another reason, or could not be reached. */
        record Failed(String code) implements Answer {}
    }

    private final URI authority;
    private final String clientId;
    private final String clientSecret;
    private final URI redirect;
    private final boolean microsoft;
    private final IHttpClient http;

    Authority(URI authority, String clientId, String clientSecret, URI redirect, boolean microsoft, IHttpClient http) {
        this.authority = authority;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.redirect = redirect;
        this.microsoft = microsoft;
        this.http = http;
    }

    URI address() {
        return authority;
    }

    String clientId() {
        return clientId;
    }

    /**
     * Where the browser goes to sign in. MSAL4J 1.26 asks for {@code form_post} whatever it is told; that comes back as a
     * cross-site POST without our cookie. A code seen in the address opens nothing without the verifier that only that
     * browser holds, so we ask for {@code query}.
     */
    URI authorize(String state, String nonce, String challenge) {
        AuthorizationRequestUrlParameters parameters = AuthorizationRequestUrlParameters.builder(
                        redirect.toString(), READING)
                .state(state)
                .nonce(nonce)
                .codeChallenge(challenge)
                .codeChallengeMethod("S256")
                .prompt(Prompt.SELECT_ACCOUNT)
                .build();
        String address = client().getAuthorizationRequestUrl(parameters).toString();
        return URI.create(address.replace("response_mode=form_post", "response_mode=query"));
    }

    Answer redeem(String code, String verifier) {
        ConfidentialClientApplication client = client();
        try {
            return granted(
                    client,
                    client.acquireToken(AuthorizationCodeParameters.builder(code, redirect)
                                    .scopes(READING)
                                    .codeVerifier(verifier)
                                    .build())
                            .join());
        } catch (CompletionException e) {
            return failed(e);
        }
    }

    /**
     * A token from the cache, or by its refresh token.
     *
     * @param fresh asks the server even if the cache holds a token
     */
    Answer silently(String tokenCache, Set<String> scopes, boolean fresh) {
        ConfidentialClientApplication client = client();
        try {
            client.tokenCache().deserialize(tokenCache);
            Optional<IAccount> account = client.getAccounts().join().stream().findFirst();
            if (account.isEmpty()) {
                return new Answer.InteractionNeeded("no_account");
            }
            return granted(
                    client,
                    client.acquireTokenSilently(SilentParameters.builder(scopes, account.get())
                                    .forceRefresh(fresh)
                                    .build())
                            .join());
        } catch (CompletionException e) {
            return failed(e);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("an authority that was checked is malformed", e);
        }
    }

    private static Answer granted(ConfidentialClientApplication client, IAuthenticationResult result) {
        IAccount account = result.account();
        return new Answer.Granted(
                result.accessToken(),
                result.idToken(),
                account == null ? null : account.homeAccountId(),
                TokenCacheText.narrowed(client.tokenCache().serialize(), READING));
    }

    private static Answer failed(CompletionException wrapper) {
        Throwable cause = wrapper.getCause();
        if (cause instanceof MsalInteractionRequiredException needed) {
            LOG.info("The sign-in server wants the person to sign in: {}", code(needed));
            return new Answer.InteractionNeeded(code(needed));
        }
        if (cause instanceof MsalServiceException refused) {
            LOG.warn("The sign-in server answered {} {}", refused.statusCode(), code(refused));
            return NEEDS_THE_PERSON.contains(code(refused))
                    ? new Answer.InteractionNeeded(code(refused))
                    : new Answer.Failed(code(refused));
        }
        if (cause instanceof MsalException trouble && "cache_miss".equals(trouble.errorCode())) {
            return new Answer.InteractionNeeded("cache_miss");
        }
        // not the exception itself: its text may quote the answer
        LOG.warn(
                "The sign-in server could not be asked: {}",
                innermost(cause).getClass().getSimpleName());
        return new Answer.Failed(innermost(cause).getClass().getSimpleName());
    }

    private static String code(MsalException e) {
        String code = e.errorCode();
        return code != null && code.matches("[A-Za-z0-9_]{1,60}") ? code : "unknown";
    }

    private static Throwable innermost(@Nullable Throwable outer) {
        Throwable at = outer == null ? new IllegalStateException() : outer;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private ConfidentialClientApplication client() {
        try {
            return ConfidentialClientApplication.builder(
                            clientId, ClientCredentialFactory.createFromSecret(clientSecret))
                    .authority(authority.toString())
                    // a list of Microsoft's clouds, which knows no other
                    .instanceDiscovery(microsoft)
                    .httpClient(http)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("writeback.identity.authority is no authority: " + authority, e);
        }
    }
}
