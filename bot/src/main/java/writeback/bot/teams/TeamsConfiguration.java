package writeback.bot.teams;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import writeback.bot.identity.ChannelToken;
import writeback.bot.identity.Trust;

/** What the door is made of. */
@Configuration(proxyBeanMethods = false)
class TeamsConfiguration {

    /** The SDK's activities are Jackson 2; ours, not Spring's, reads them. */
    @Bean
    ObjectMapper activityJson() {
        return new ObjectMapper()
                .findAndRegisterModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Bean
    ChannelTokenCheck channelTokenCheck(TeamsSettings settings, Trust trust, Clock clock) {
        URI metadata = trust.check("writeback.teams.open-id-metadata", settings.openIdMetadata());
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        return new ChannelTokenCheck(settings.appId(), new ChannelKeys(metadata, http, clock), clock);
    }

    @Bean
    ChannelAdapter channelAdapter(TeamsSettings settings, ChannelToken token) {
        return new ChannelAdapter(settings.appId(), token);
    }
}
