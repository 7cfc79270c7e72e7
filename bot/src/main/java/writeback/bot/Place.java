package writeback.bot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which tenant and which on-premises place this bot serves. One of each is configured today; every row, message and log
 * line carries both all the same.
 */
@ConfigurationProperties("writeback")
public record Place(Tenant tenant, Premises premises) {

    /** @throws IllegalArgumentException naming the key that is missing */
    public Place(@Nullable Tenant tenant, @Nullable Premises premises) {
        if (tenant == null) {
            throw new IllegalArgumentException("writeback.tenant.id must be set");
        }
        if (premises == null) {
            throw new IllegalArgumentException("writeback.premises.id must be set");
        }
        this.tenant = tenant;
        this.premises = premises;
    }

    /** @param id the tenant's GUID, lower case */
    public record Tenant(String id) {

        public Tenant {
            if (id == null || id.isBlank() || !id.equals(id.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("writeback.tenant.id must be the tenant's GUID in lower case");
            }
        }
    }

    /** @param id short name of the place, such as {@code main} */
    public record Premises(String id) {

        public Premises {
            if (id == null || id.isBlank()) {
                throw new IllegalArgumentException("writeback.premises.id must be a short name, such as main");
            }
        }
    }
}
