package writeback.bot.entra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.entra.changing.CloudReset;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.GraphTokens;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignInDesk;
import writeback.bot.identity.Trust;
import writeback.bot.schedule.Events;

/** Both rooms in a context, with stand-ins for the rooms below. */
class WiringTest {
    private WebApplicationContextRunner context;

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        Path secret = Files.writeString(folder.resolve("secret"), "s");
        context = new WebApplicationContextRunner()
                .withUserConfiguration(Rooms.class)
                .withPropertyValues(
                        "writeback.tenant.id=11111111-1111-1111-1111-111111111111",
                        "writeback.premises.id=main",
                        "writeback.public-url=http://127.0.0.1:3978",
                        "writeback.identity.client-id=app",
                        "writeback.identity.client-secret-file=" + secret,
                        "writeback.identity.cache-key-file=" + key);
    }

    @Test
    void bothRoomsStart() {
        context.run(started -> assertThat(started)
                .hasSingleBean(SignInDesk.class)
                .hasSingleBean(Sessions.class)
                .hasSingleBean(GraphTokens.class)
                .hasSingleBean(TenantReading.class)
                .hasSingleBean(CloudReset.class));
    }

    @Test
    void aGraphElsewhereStopsTheStart() {
        context.withPropertyValues("writeback.entra.graph-url=https://graph.example/v1.0")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("writeback.entra.graph-url")
                        .hasMessageContaining("writeback.trust.additional-hosts"));
    }

    @Test
    void anAuthorityElsewhereStopsTheStart() {
        context.withPropertyValues("writeback.identity.authority=https://login.example/t")
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("writeback.identity.authority"));
    }

    @Configuration(proxyBeanMethods = false)
    // the bot's own account needs the settings of the room above
    @ComponentScan(
            basePackages = {"writeback.bot.identity", "writeback.bot.entra"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.BotAccount"))
    @EnableConfigurationProperties({Place.class, Trust.class, EntraSettings.class})
    static class Rooms {
        @Bean
        AuditTrail trail() {
            return Mockito.mock(AuditTrail.class);
        }

        @Bean
        Events events() {
            return Mockito.mock(Events.class);
        }

        @Bean
        JdbcClient jdbc() {
            return Mockito.mock(JdbcClient.class);
        }

        @Bean
        PlatformTransactionManager transactions() {
            return Mockito.mock(PlatformTransactionManager.class);
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
