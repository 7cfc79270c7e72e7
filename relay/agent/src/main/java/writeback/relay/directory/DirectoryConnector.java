package writeback.relay.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.signin.Binder;
import writeback.relay.directory.signin.SignInException;
import writeback.relay.protocol.fact.Cause;

/**
 * Opens connections to the domain: LDAPS with certificate and name verified, or LDAP that Kerberos encrypts; every wait
 * limited, referrals not followed. Thread-safe.
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

    /**
     * Opens a connection for a change: to the PDC emulator and nobody else, so that no two domain controllers are changed
     * side by side.
     *
     * @throws DirectoryTrouble of the system {@code pdc-emulator} when it cannot be found or reached, takes no writes or
     *     does not hold the role any more
     */
    public DomainSession openForChange(Account account) throws DirectoryTrouble {
        DomainSession session = open(account);
        try {
            if (session.isPdcEmulator() && !session.readOnly()) {
                return session;
            }
            Optional<String> holder = session.pdcEmulator();
            session.close();
            if (holder.isEmpty()) {
                throw new DirectoryTrouble(Cause.FAILED, session.host() + " does not say who it is");
            }
            session = connect(holder.get(), account);
            if (session.isPdcEmulator() && !session.readOnly()) {
                return session;
            }
            throw new DirectoryTrouble(Cause.FAILED, holder.get() + " does not hold the role, or takes no writes");
        } catch (DirectoryTrouble e) {
            session.close();
            throw e.ofPdcEmulator();
        }
    }

    /**
     * Opens a connection to the configured host, whatever role it has.
     *
     * @throws DirectoryTrouble when it does not answer, refuses the account or serves another domain
     */
    public DomainSession openConfigured(Account account) throws DirectoryTrouble {
        return connect(settings.reach().host(), account);
    }

    /**
     * Opens a connection to one domain controller and no other.
     *
     * @throws DirectoryTrouble when it does not answer, refuses the account or serves another domain, or when its name
     *     leads to another domain controller
     */
    public DomainSession openAt(String host, Account account) throws DirectoryTrouble {
        DomainSession session = connect(host, account);
        if (session.host().equalsIgnoreCase(host)) {
            return session;
        }
        session.close();
        throw new DirectoryTrouble(Cause.FAILED, host + " leads to " + session.host());
    }

    private DomainSession connect(String host, Account account) throws DirectoryTrouble {
        boolean tls = account.signIn().overTls();
        int port = tls ? settings.reach().port() : settings.reach().kerberos().ldapPort();
        String attempt = (tls ? "LDAPS to " : "LDAP with Kerberos to ") + host + ":" + port + " as " + account.name();
        TellingTrust trust = trust();
        LDAPConnection connection =
                tls ? new LDAPConnection(socketFactory(trust), options()) : new LDAPConnection(options());
        try {
            connection.connect(host, port, (int) CONNECT_AT_MOST.toMillis());
            Binder.bind(
                    connection,
                    host,
                    account.name(),
                    account.signIn(),
                    settings.reach().kerberos());
            return DomainSession.begin(connection, settings.domain(), account.name());
        } catch (LDAPException e) {
            connection.close();
            String objection = trust.objection().orElse(null);
            throw objection == null
                    ? DirectoryTrouble.of(attempt, e)
                    : new DirectoryTrouble(Cause.UNREACHABLE, attempt + ": " + objection);
        } catch (SignInException e) {
            connection.close();
            throw new DirectoryTrouble(e.why(), attempt + ": " + e.getMessage());
        } catch (DirectoryTrouble e) {
            connection.close();
            throw e;
        }
    }

    private TellingTrust trust() throws DirectoryTrouble {
        try {
            return new TellingTrust(settings.reach().caFile());
        } catch (KeyStoreException e) {
            throw unusable();
        }
    }

    private SSLSocketFactory socketFactory(TellingTrust trust) throws DirectoryTrouble {
        try {
            return new ImpatientSockets(new SSLUtil(trust).createSSLSocketFactory(), CONNECT_AT_MOST);
        } catch (GeneralSecurityException e) {
            throw unusable();
        }
    }

    private DirectoryTrouble unusable() {
        return new DirectoryTrouble(
                Cause.FAILED, "certificate authorities in " + settings.reach().caFile() + " are unusable");
    }

    private LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) CONNECT_AT_MOST.toMillis());
        options.setResponseTimeoutMillis(ANSWER_AT_MOST.toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setMaxMessageSize(MESSAGE_AT_MOST);
        options.setSSLSocketVerifier(new TimelyHandshake());
        options.setNameResolver(settings.reach().names());
        return options;
    }
}
