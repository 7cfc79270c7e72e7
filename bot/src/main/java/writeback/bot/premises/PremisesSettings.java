package writeback.bot.premises;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param commandKeyFile the bot's private ES256 key as a JWK; needed as soon as there is an agent
 * @param nextCommandKeyFile the key that is to follow: it is announced to the relays under the present one
 * @param agents who may poll, registered here once
 * @param pollWait how long a poll without commands is held at most
 * @param silentAfter whoever has not polled for longer than this is gone; must leave a poll time to end and come again
 * @param lease how long an agent has for an answer before a command is handed out again
 */
@ConfigurationProperties("writeback.premises")
public record PremisesSettings(
        @Nullable Path commandKeyFile,
        @Nullable Path nextCommandKeyFile,
        @DefaultValue List<AgentSettings> agents,
        @DefaultValue("50s") Duration pollWait,
        @DefaultValue("90s") Duration silentAfter,
        @DefaultValue("2m") Duration lease) {

    public PremisesSettings {
        if (pollWait.compareTo(Duration.ofSeconds(2)) < 0
                || silentAfter.compareTo(pollWait.multipliedBy(3).dividedBy(2)) < 0) {
            throw new IllegalArgumentException("writeback.premises.poll-wait must be at least 2s, and silent-after at"
                    + " least one and a half times as long");
        }
    }

    /** One registered agent. */
    public record AgentSettings(
            String id, @Nullable String name, Path publicKeyFile, @DefaultValue List<String> capabilities) {}
}
