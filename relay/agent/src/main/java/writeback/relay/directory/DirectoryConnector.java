package writeback.relay.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.protocol.fact.Cause;

/**
 * Opens LDAPS connections to the domain: certificate and name verified, every wait limited, referrals not followed.
 * Thread-safe.
 */
public final class DirectoryConnector {

    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(5);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);
    private static final int MESSAGE_AT_MOST = 20 << 20;

    private final DirectorySettings settings;

    public DirectoryConnector(DirectorySettings settings) {
        this.settings = settings;
    }

    /**
     * Opens a connection to the PDC emulator if it can be found and reached, otherwise to the configured host.
     *
     * @throws DirectoryTrouble when neither answers, refuses the account or serves another domain
     */
    public DomainSession open(Account account) throws DirectoryTrouble {
        DomainSession configured = connect(settings.reach().host(), account);
        try {
            Optional<String> holder = configured.pdcEmulator();
            if (holder.isEmpty() || holder.get().equalsIgnoreCase(configured.host())) {
                return configured;
            }
            DomainSession pdc = connect(holder.get(), account);
            configured.close();
            return pdc;
        } catch (DirectoryTrouble e) {
            // The facts say that it is not the PDC emulator that answered.
            return configured;
        }
    }

    private DomainSession connect(String host, Account account) throws DirectoryTrouble {
        String attempt = "LDAPS to " + host + ":" + settings.reach().port() + " as " + account.name();
        LDAPConnection connection = new LDAPConnection(socketFactory(), options());
        byte[] password = password(account);
        try {
            connection.connect(host, settings.reach().port(), (int) CONNECT_AT_MOST.toMillis());
            connection.bind(new SimpleBindRequest(account.name(), password));
            return DomainSession.begin(connection, settings.domain(), account.name());
        } catch (LDAPException e) {
            connection.close();
            throw DirectoryTrouble.of(attempt, e);
        } catch (DirectoryTrouble e) {
            connection.close();
            throw e;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private SSLSocketFactory socketFactory() throws DirectoryTrouble {
        try {
            return new ImpatientSockets(
                    new SSLUtil(new PEMFileTrustManager(
                                    settings.reach().caFile().toFile()))
                            .createSSLSocketFactory(),
                    CONNECT_AT_MOST);
        } catch (GeneralSecurityException e) {
            throw new DirectoryTrouble(
                    Cause.FAILED,
                    "certificate authorities in " + settings.reach().caFile() + " are unusable");
        }
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) CONNECT_AT_MOST.toMillis());
        options.setResponseTimeoutMillis(ANSWER_AT_MOST.toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setMaxMessageSize(MESSAGE_AT_MOST);
        options.setSSLSocketVerifier(new TimelyHandshake());
        options.setNameResolver(new KnownAddresses(settings.reach().addresses()));
        return options;
    }

    /** The password's bytes; the caller wipes them. An empty one would bind as nobody and is refused. */
    private static byte[] password(Account account) throws DirectoryTrouble {
        byte[] content;
        try {
            content = Files.readAllBytes(account.passwordFile());
        } catch (IOException e) {
            throw new DirectoryTrouble(Cause.FAILED, "the password file of " + account.name() + " cannot be read");
        }
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        byte[] password = Arrays.copyOf(content, end);
        Arrays.fill(content, (byte) 0);
        if (end == 0) {
            throw new DirectoryTrouble(Cause.FAILED, "the password file of " + account.name() + " is empty");
        }
        return password;
    }
}
