package writeback.bot.coverage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param pageSize users on a page, 1 to 1000
 * @param scopeDeadline how long the relay may take to say what is synchronised
 * @param pageDeadline how long the relay may take for a page
 * @param retryEvery first pause after a page that did not come; doubles up to 15 times that
 * @param patience how long a walk waits for a page, all tries together
 * @param longest how long a whole walk may take
 * @param tellEvery progress is shown no more often than that
 * @param keepList how long the list of users is kept
 * @param atOnce walks of this process that ask the relay at the same time; the others wait for their turn
 */
@ConfigurationProperties("writeback.coverage")
public record CoverageSettings(
        @DefaultValue("500") int pageSize,
        @DefaultValue("20s") Duration scopeDeadline,
        @DefaultValue("60s") Duration pageDeadline,
        @DefaultValue("2s") Duration retryEvery,
        @DefaultValue("15m") Duration patience,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("3s") Duration tellEvery,
        @DefaultValue("24h") Duration keepList,
        @DefaultValue("2") int atOnce) {

    public CoverageSettings {
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("writeback.coverage.page-size must be 1 to 1000");
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("writeback.coverage.at-once must be at least 1");
        }
    }
}
