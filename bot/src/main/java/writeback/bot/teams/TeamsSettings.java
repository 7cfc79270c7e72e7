package writeback.bot.teams;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param appId the bot's application (client) id; audience of what Teams sends us
 * @param openIdMetadata where the channel publishes its signing keys (Authentication with the Bot Connector API)
 */
@ConfigurationProperties("writeback.teams")
public record TeamsSettings(
        String appId,
        @DefaultValue("https://login.botframework.com/v1/.well-known/openidconfiguration") URI openIdMetadata) {}
