package writeback.lab.channel;

import com.nimbusds.jose.jwk.JWKSet;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Teams channel as an HTTP server on loopback. Listens from {@link #start} until {@link #close}; thread-safe.
 */
public final class TeamsChannel implements AutoCloseable {
    private static final String METADATA_PATH = "/v1/.well-known/openidconfiguration";
    private static final String KEYS_PATH = "/v1/.well-known/keys";

    private final ChannelKeys keys;
    private final BotLink bot;
    private final Javalin server;

    private TeamsChannel(ChannelSettings settings, Supplier<JWKSet> signInKeys, ChannelFaults faults, Clock clock) {
        this.keys = new ChannelKeys(settings.botAppId(), clock);
        this.bot = new BotLink(keys);
        Conversations conversations = new Conversations(settings.people(), clock);
        Activities activities = new Activities(settings.botAppId(), this::serviceUrl, clock);
        SendGate gate = new SendGate(new BotTokenCheck(settings, signInKeys), faults, new SendRate(clock));
        ToolRoutes tools = new ToolRoutes(conversations, activities, new Presses(activities, bot), bot);
        PlaygroundRoutes playgrounds = new PlaygroundRoutes(settings.people(), gate, bot, clock, this::base);
        ConnectorRoutes connector = new ConnectorRoutes(conversations, gate);
        this.server = Javalin.create(config -> {
            prepare(config);
            publish(config);
            tools.addTo(config.routes);
            connector.addTo(config.routes);
            playgrounds.addTo(config.routes);
        });
        server.start("127.0.0.1", settings.port());
    }

    /**
     * @param signInKeys the keys the sign-in server signs tokens with, asked for at each check
     * @throws io.javalin.util.JavalinBindException when the port is taken
     */
    public static TeamsChannel start(
            ChannelSettings settings, Supplier<JWKSet> signInKeys, ChannelFaults faults, Clock clock) {
        return new TeamsChannel(settings, signInKeys, faults, clock);
    }

    /** Names the bot's messaging endpoint, as an Azure Bot resource does; {@code PUT /bot} does the same. */
    public void connect(URI messagingEndpoint) {
        bot.connect(messagingEndpoint);
    }

    /** Where everything of the channel is, without a slash at its end. */
    public String base() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The connector service of the terminal conversations; ends with a slash. */
    public String serviceUrl() {
        return base() + ConnectorRoutes.PATH;
    }

    /** Where the channel says who signs its tokens. */
    public String openIdMetadata() {
        return base() + METADATA_PATH;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void prepare(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = 4_000_000;
        config.routes.exception(Refusal.class, (refusal, call) -> {
            if (refusal.status() == 429) {
                call.header("Retry-After", "1");
            }
            Replies.json(call.status(refusal.status()), refusal.body());
        });
    }

    private void publish(JavalinConfig config) {
        config.routes.get(METADATA_PATH, call -> Replies.json(call, metadata()));
        config.routes.get(KEYS_PATH, call -> Replies.json(call, new JsonMapper().valueToTree(keys.published())));
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Json.object()
                .put("issuer", ChannelKeys.ISSUER)
                .put("authorization_endpoint", "https://invalid.botframework.com")
                .put("jwks_uri", base() + KEYS_PATH);
        metadata.putArray("id_token_signing_alg_values_supported").add("RS256");
        metadata.putArray("token_endpoint_auth_methods_supported").add("private_key_jwt");
        return metadata;
    }
}
