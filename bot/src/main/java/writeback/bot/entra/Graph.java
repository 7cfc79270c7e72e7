package writeback.bot.entra;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import com.microsoft.kiota.http.middleware.UrlReplaceHandler;
import com.microsoft.kiota.http.middleware.options.UrlReplaceHandlerOption;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import writeback.bot.identity.TrustedTls;

/**
 * The SDK's clients for one Graph address. Each is for one token and one call's time. None retries or follows a redirect by
 * itself: the callers know their deadline, and a change is never sent twice. Thread-safe.
 */
public final class Graph implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Graph.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Shorter than servers keep an idle connection, for a request on one that they closed fails, and a change stays so. */
    private static final Duration IDLE = Duration.ofSeconds(15);

    /** The SDK spells {@code /me} so until its own list of interceptors replaces it, which ours takes the place of. */
    private static final Map<String, String> ME = Map.of("/users/TokenToReplace", "/me");

    private final URI base;
    private final OkHttpClient http;

    public Graph(URI base, TrustedTls tls) {
        this.base = base;
        this.http = new OkHttpClient.Builder()
                .sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager())
                .connectTimeout(CONNECT)
                .connectionPool(new ConnectionPool(8, IDLE.toSeconds(), TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .addInterceptor(new UrlReplaceHandler(new UrlReplaceHandlerOption(ME)))
                .build();
    }

    /** A client that speaks with this token, and gives up on each call after that time. */
    public GraphServiceClient client(String token, Duration timeout) {
        return client(token, http(timeout));
    }

    /** The SDK's request as it would be sent; the adapter sets the address by itself only when it sends too. */
    public Request plain(GraphServiceClient client, RequestInformation information) {
        information.pathParameters.put("baseurl", base.toString());
        return client.getRequestAdapter().convertToNativeRequest(information);
    }

    /** The same way out without the SDK, for answers whose headers matter. */
    public OkHttpClient http(Duration timeout) {
        return http.newBuilder()
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    /** Whether an address that Graph handed out leads back to the same Graph. */
    public boolean isOwn(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                && address.getUserInfo() == null
                && String.valueOf(address.getHost()).equalsIgnoreCase(base.getHost())
                && port(address) == port(base);
    }

    /** Loads what the SDK loads at its first calls, more than a second's worth, without going out. */
    void warmUp() {
        Interceptor local = chain -> new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create("{\"value\":[]}", MediaType.get("application/json")))
                .build();
        try {
            GraphServiceClient client =
                    client("none", http.newBuilder().addInterceptor(local).build());
            client.organization().get();
            client.subscribedSkus().get();
            client.me().transitiveMemberOf().graphDirectoryRole().get();
            client.users().get();
            client.reports()
                    .authenticationMethods()
                    .userRegistrationDetails()
                    .byUserRegistrationDetailsId("none")
                    .get();
            client.auditLogs().directoryAudits().get();
            client.reports()
                    .authenticationMethods()
                    .usersRegisteredByFeatureWithIncludedUserTypesWithIncludedUserRoles("all", "all")
                    .get();
        } catch (RuntimeException e) {
            LOG.warn("Graph's SDK could not be warmed up; its first look will be slow", e);
        }
    }

    private GraphServiceClient client(String token, OkHttpClient way) {
        GraphServiceClient client =
                new GraphServiceClient(new BaseBearerTokenAuthenticationProvider(new OwnToken(token)), way);
        client.getRequestAdapter().setBaseUrl(base.toString());
        return client;
    }

    private static int port(URI address) {
        return address.getPort() == -1 ? 443 : address.getPort();
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** Hands the token to this Graph and to nobody else. */
    private final class OwnToken implements AccessTokenProvider {
        private final String token;

        OwnToken(String token) {
            this.token = token;
        }

        @Override
        public String getAuthorizationToken(URI address, @Nullable Map<String, Object> more) {
            return isOwn(address) ? token : "";
        }

        @Override
        public AllowedHostsValidator getAllowedHostsValidator() {
            return new AllowedHostsValidator(base.getHost());
        }
    }
}
