package writeback.bot.premises.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * Looks on-premises through the relay. The futures never fail and always end within the deadline: what could not be seen
 * is an {@code Unseen}.
 */
public interface PremisesReading {

    /** The detail of {@link Cause#FAILED} begins so when the directory shows no account of that name. */
    String NO_SUCH_ACCOUNT = "no-such-account";

    /** The same when it shows more than one. */
    String SEVERAL_ACCOUNTS = "several-accounts";

    /** The same when what has that name is no person's account. */
    String NOT_A_USER = "not-a-user";

    CompletableFuture<Sighting<DirectoryFacts>> directory(Duration deadline);

    /** @param domain DNS name of another domain that the relay serves */
    CompletableFuture<Sighting<DirectoryFacts>> directory(String domain, Duration deadline);

    CompletableFuture<Sighting<ConnectFacts>> connect(Duration deadline);

    /** @param account distinguished name, UPN or sAMAccountName */
    CompletableFuture<Sighting<AccountFacts>> account(String account, Duration deadline);

    /**
     * The AD DS connector account as the directory shows it.
     *
     * @param domain DNS name, empty: the relay's first domain
     * @param connector {@code DOMAIN\\name} as the sync server gives it, empty: the relay finds it
     */
    CompletableFuture<Sighting<ConnectorFacts>> connector(String domain, String connector, Duration deadline);

    /**
     * Everything on-premises about one user.
     *
     * @param account distinguished name, UPN or sAMAccountName
     */
    CompletableFuture<Sighting<AccountReport>> explain(String account, SyncScope scope, Duration deadline);

    /**
     * One page of a walk over all users.
     *
     * @param cursor where to go on, empty at the beginning
     * @param size users on the page at most, 1 to 1000
     */
    CompletableFuture<Sighting<CoveragePage>> coverage(SyncScope scope, String cursor, int size, Duration deadline);

    CompletableFuture<Sighting<List<WritebackEvent>>> events(Instant since, Duration deadline);
}
