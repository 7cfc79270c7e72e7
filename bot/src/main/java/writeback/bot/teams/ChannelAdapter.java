package writeback.bot.teams;

import com.microsoft.bot.builder.BotFrameworkAdapter;
import com.microsoft.bot.connector.ConnectorClient;
import com.microsoft.bot.connector.authentication.AppCredentials;
import com.microsoft.bot.connector.authentication.Authenticator;
import com.microsoft.bot.connector.authentication.SimpleCredentialProvider;
import java.util.concurrent.CompletableFuture;
import writeback.bot.identity.ChannelToken;

/**
 * The SDK's adapter with our own credentials: the SDK knows neither single-tenant bots nor managed identities
 * (botbuilder-java 4.14.3). Its own token check is not used; {@link ChannelTokenCheck} stands before it.
 */
class ChannelAdapter extends BotFrameworkAdapter {

    private final AppCredentials credentials;

    ChannelAdapter(String appId, ChannelToken token) {
        super(new SimpleCredentialProvider(appId, ""));
        this.credentials = new TokenCredentials(appId, token);
    }

    @Override
    protected CompletableFuture<AppCredentials> buildAppCredentials(String appId, String scope) {
        return CompletableFuture.completedFuture(credentials);
    }

    /** A client for one connector service; kept by the SDK. */
    CompletableFuture<ConnectorClient> connector(String serviceUrl) {
        return getOrCreateConnectorClient(serviceUrl, credentials);
    }

    private static final class TokenCredentials extends AppCredentials {

        private final ChannelToken token;

        TokenCredentials(String appId, ChannelToken token) {
            super(null);
            setAppId(appId);
            this.token = token;
        }

        @Override
        public CompletableFuture<String> getToken() {
            try {
                return CompletableFuture.completedFuture(token.get());
            } catch (IllegalStateException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        protected Authenticator buildAuthenticator() {
            throw new IllegalStateException("never asked: getToken is overridden");
        }
    }
}
