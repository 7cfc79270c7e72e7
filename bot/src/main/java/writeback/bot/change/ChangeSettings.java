package writeback.bot.change;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param verifyEvery pause between two looks
 * @param verifyFor how long an applied change may take to be seen in force
 * @param planLifetime how long after asking a plan may be approved and started; for whoever makes plans
 * @param roleDeadline how long reading the approver's roles may take
 * @param operationFor how long the cloud may work on one reset
 * @param operationEvery pause between two looks at it
 * @param arrivalFor how long a reset may take from the cloud to where we can see it
 */
@ConfigurationProperties("writeback.change")
public record ChangeSettings(
        @DefaultValue("30s") Duration verifyEvery,
        @DefaultValue("4h") Duration verifyFor,
        @DefaultValue("8h") Duration planLifetime,
        @DefaultValue("10s") Duration roleDeadline,
        @DefaultValue("5m") Duration operationFor,
        @DefaultValue("2s") Duration operationEvery,
        @DefaultValue("3m") Duration arrivalFor) {}
