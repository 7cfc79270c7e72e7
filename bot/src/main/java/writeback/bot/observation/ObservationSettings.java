package writeback.bot.observation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param deadline how long one look may take in all
 * @param eventsSince how far back the sync server's events are read
 */
@ConfigurationProperties("writeback.observation")
public record ObservationSettings(@DefaultValue("20s") Duration deadline, @DefaultValue("7d") Duration eventsSince) {}
