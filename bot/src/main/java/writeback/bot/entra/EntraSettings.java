package writeback.bot.entra;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the cloud is.
 *
 * @param graphUrl Microsoft Graph with its version
 */
@ConfigurationProperties("writeback.entra")
public record EntraSettings(@DefaultValue("https://graph.microsoft.com/v1.0") URI graphUrl) {}
