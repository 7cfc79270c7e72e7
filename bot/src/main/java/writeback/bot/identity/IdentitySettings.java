package writeback.bot.identity;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How people sign in.
 *
 * @param authority with the tenant's id as its path; default: the tenant at login.microsoftonline.com
 * @param clientId the app registration's
 * @param clientSecretFile holds its secret
 * @param redirect default: {@code /signin/callback} under the bot's public address
 * @param cacheKeyFile 32 bytes in base64; tokens at rest are encrypted with it
 */
@ConfigurationProperties("writeback.identity")
record IdentitySettings(
        @Nullable URI authority,
        @Nullable String clientId,
        @Nullable Path clientSecretFile,
        @Nullable URI redirect,
        @Nullable Path cacheKeyFile) {}
