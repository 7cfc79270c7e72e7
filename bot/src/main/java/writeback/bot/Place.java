package writeback.bot;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which tenant and which on-premises place this bot serves. One of each is configured today; every row, message and log
 * line carries both all the same.
 */
@ConfigurationProperties("writeback")
public record Place(Tenant tenant, Premises premises) {

    /**
     * @param id the tenant's GUID, lower case
     * @param name for people
     */
    public record Tenant(String id, String name) {}

    /** @param id short name of the place, such as {@code main} */
    public record Premises(String id) {}
}
