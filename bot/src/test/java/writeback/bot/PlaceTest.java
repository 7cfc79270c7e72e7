package writeback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PlaceTest {

    private static final String TENANT = UUID.randomUUID().toString();

    private final ApplicationContextRunner bot = new ApplicationContextRunner().withUserConfiguration(Ground.class);

    @Test
    void whatIsMissingOrWrongEndsTheStartWithItsName() {
        says("writeback.tenant.id must be set", "writeback.premises.id=main");
        says("writeback.premises.id must be set", "writeback.tenant.id=" + TENANT);
        says("GUID in lower case", "writeback.premises.id=main", "writeback.tenant.id=" + TENANT.toUpperCase());
        says("GUID in lower case", "writeback.premises.id=main", "writeback.tenant.id=");
        bot.withPropertyValues("writeback.tenant.id=" + TENANT, "writeback.premises.id=main")
                .run(context ->
                        assertThat(context.getBean(Place.class).tenant().id()).isEqualTo(TENANT));
    }

    private void says(String why, String... given) {
        bot.withPropertyValues(given)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(why));
    }

    @EnableConfigurationProperties(Place.class)
    static class Ground {}
}
