package writeback.bot.identity;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The bot's own account at the sign-in server (Register a bot with Azure: single tenant).
 *
 * @param appId the bot's application (client) id
 * @param appSecretFile holds its secret
 * @param tokenEndpoint default: the tenant's at login.microsoftonline.com
 */
@ConfigurationProperties("writeback.teams")
record BotAccountSettings(String appId, @Nullable Path appSecretFile, @Nullable URI tokenEndpoint) {}
