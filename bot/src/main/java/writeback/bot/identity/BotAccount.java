package writeback.bot.identity;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import writeback.bot.Place;

/**
 * Tokens for the connector service by client credentials (Authentication with the Bot Connector API). One is kept until
 * shortly before its end, so that cards go out while the sign-in server is away; MSAL4J 1.26 finds its own again only where
 * the authority has no port. Thread-safe.
 */
@Component
class BotAccount implements ChannelToken {

    private static final Set<String> CONNECTOR = Set.of("https://api.botframework.com/.default");
    private static final String TOKEN_PATH = "/oauth2/v2.0/token";

    private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    private final ConfidentialClientApplication client;
    private final Clock clock;
    private @Nullable IAuthenticationResult kept;

    BotAccount(BotAccountSettings settings, Trust trust, TrustedTls tls, Place place, Clock clock) {
        this.clock = clock;
        URI endpoint = settings.tokenEndpoint() == null
                ? URI.create(
                        "https://login.microsoftonline.com/" + place.tenant().id() + TOKEN_PATH)
                : settings.tokenEndpoint();
        trust.check("writeback.teams.token-endpoint", endpoint);
        String text = endpoint.toString();
        if (!text.endsWith(TOKEN_PATH)) {
            throw new IllegalStateException("writeback.teams.token-endpoint must end with " + TOKEN_PATH);
        }
        URI authority = URI.create(text.substring(0, text.length() - TOKEN_PATH.length() + 1));
        try {
            client = ConfidentialClientApplication.builder(
                            settings.appId(),
                            ClientCredentialFactory.createFromSecret(secret(settings.appSecretFile())))
                    .authority(authority.toString())
                    .instanceDiscovery(trust.isMicrosoft(authority))
                    .httpClient(new MsalHttp(tls, authority))
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("writeback.teams.token-endpoint is no address: " + endpoint, e);
        }
    }

    @Override
    public synchronized String get() {
        IAuthenticationResult last = kept;
        if (last != null
                && clock.instant().isBefore(last.expiresOnDate().toInstant().minus(BEFORE_THE_END))) {
            return last.accessToken();
        }
        try {
            IAuthenticationResult fresh = client.acquireToken(
                            ClientCredentialParameters.builder(CONNECTOR).build())
                    .join();
            kept = fresh;
            return fresh.accessToken();
        } catch (CompletionException e) {
            // Not the cause itself: its text may quote the answer.
            throw new IllegalStateException("the sign-in server gave the bot no token for Teams ("
                    + String.valueOf(e.getCause()).replaceAll(":.*", "") + ")");
        }
    }

    private static String secret(@Nullable Path file) {
        if (file == null) {
            throw new IllegalStateException("writeback.teams.app-secret-file is missing: it names the file that holds"
                    + " the bot's client secret");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("writeback.teams.app-secret-file cannot be read: " + file, e);
        }
    }
}
