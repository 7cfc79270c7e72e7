package writeback.bot.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.schedule.Events;

/** Puts the room together; what is missing or not trusted stops the start with its key's name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityConfiguration {

    @Bean
    TrustedTls trustedTls(Trust trust) {
        return TrustedTls.of(trust);
    }

    @Bean
    Vault vault(IdentitySettings settings) {
        return Vault.load(required("cache-key-file", settings.cacheKeyFile()));
    }

    @Bean
    Authority authority(
            IdentitySettings settings,
            Trust trust,
            TrustedTls tls,
            Place place,
            @Value("${writeback.public-url}") URI publicUrl) {
        URI address = settings.authority() == null
                ? URI.create(
                        "https://login.microsoftonline.com/" + place.tenant().id())
                : settings.authority();
        URI redirect = settings.redirect() == null ? callback(publicUrl) : settings.redirect();
        return new Authority(
                trust.check("writeback.identity.authority", address),
                required("client-id", settings.clientId()),
                secret(required("client-secret-file", settings.clientSecretFile())),
                redirect,
                trust.isMicrosoft(address),
                new MsalHttp(tls, address));
    }

    @Bean
    Page signInPage() {
        return new Page();
    }

    @Bean
    StoredSessions storedSessions(
            JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail trail, Vault vault) {
        return new StoredSessions(jdbc, new TransactionTemplate(transactions), trail, vault);
    }

    @Bean
    GraphTokens graphTokens(StoredSessions sessions, Authority authority) {
        return new StoredGraphTokens(sessions, authority);
    }

    @Bean
    LinkedAccounts linkedAccounts(JdbcClient jdbc) {
        return new LinkedAccounts(jdbc);
    }

    @Bean
    SignIns signIns(
            Place place,
            @Value("${writeback.public-url}") URI publicUrl,
            Authority authority,
            JdbcClient jdbc,
            Vault vault,
            LinkedAccounts linked,
            StoredSessions sessions,
            AuditTrail trail,
            Events events,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new SignIns(
                place.tenant().id(),
                publicUrl,
                authority,
                new SignInLinks(jdbc),
                new PendingCodes(jdbc, vault),
                linked,
                sessions,
                trail,
                events,
                new TransactionTemplate(transactions),
                clock);
    }

    private static URI callback(URI publicUrl) {
        return URI.create(publicUrl.toString().replaceAll("/+$", "") + "/signin/callback");
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("writeback.identity.client-secret-file " + file + " cannot be read", e);
        }
    }

    private static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("writeback.identity." + key + " is missing");
        }
        return value;
    }
}
