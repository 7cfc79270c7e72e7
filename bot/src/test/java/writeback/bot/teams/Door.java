package writeback.bot.teams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import writeback.bot.FreshConnections;
import writeback.bot.SettableClock;
import writeback.bot.chat.ChatDesk;
import writeback.bot.identity.ChannelToken;
import writeback.bot.identity.Trust;
import writeback.bot.schedule.Events;

/** The door on a real port, with a channel that signs and a chat that only keeps what it is handed. */
final class Door implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final SettableClock clock = new SettableClock();
    final ChannelIssuer channel;
    final RecordingDesk desk = new RecordingDesk();
    final RecordingEvents events = new RecordingEvents();
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    Door() throws IOException {
        this("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    Door(String database) throws IOException {
        channel = new ChannelIssuer(clock);
        context = new SpringApplicationBuilder(Parts.class)
                .bannerMode(Banner.Mode.OFF)
                .initializers(start -> {
                    start.getBeanFactory().registerSingleton("clock", (Clock) clock);
                    start.getBeanFactory().registerSingleton("desk", (ChatDesk) desk);
                    start.getBeanFactory().registerSingleton("events", (Events) events);
                    start.getBeanFactory().registerSingleton("token", (ChannelToken) () -> "our-own-token");
                    start.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("door", Map.of("db-scheduler.enabled", "false")));
                })
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + database,
                        "--spring.main.register-shutdown-hook=false",
                        "--logging.level.root=OFF",
                        "--writeback.teams.app-id=" + ChannelIssuer.APP,
                        "--writeback.teams.open-id-metadata=" + channel.metadata(),
                        "--writeback.trust.additional-hosts=127.0.0.1");
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    HttpResponse<String> post(ObjectNode activity) {
        return post(channel.bearer(), activity.toString().getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(@Nullable String authorization, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + context.getEnvironment().getProperty("local.server.port") + "/api/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        channel.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties({TeamsSettings.class, Trust.class})
    @ComponentScan(basePackageClasses = Turns.class)
    @Import(FreshConnections.class)
    static class Parts {}
}
