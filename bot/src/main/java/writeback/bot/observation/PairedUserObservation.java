package writeback.bot.observation;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.UserSighting;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * Asks the sync server what it takes and as whom, then the directory, then the tenant for the user with that security
 * identifier, which is what the two accounts of one person share. A name that only the tenant knows leads back to the
 * directory by the distinguished name of the last synchronisation.
 */
@Component
class PairedUserObservation implements UserObservation {

    private final TenantReading tenantReading;
    private final DirectoryUsers directoryUsers;
    private final PremisesReading premisesReading;
    private final ObservationSettings settings;
    private final Clock clock;

    PairedUserObservation(
            TenantReading tenantReading, PremisesReading premisesReading, ObservationSettings settings, Clock clock) {
        this.tenantReading = tenantReading;
        this.premisesReading = premisesReading;
        this.directoryUsers = new DirectoryUsers(premisesReading);
        this.settings = settings;
        this.clock = clock;
    }

    /** One look at one name, with the time that is left for all of it. */
    private final class Look {
        private final PersonId viewer;
        private final String name;
        private final long end = System.nanoTime() + settings.deadline().toNanos();

        Look(PersonId viewer, String name) {
            this.viewer = viewer;
            this.name = name;
        }

        Duration left() {
            return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        }

        CompletableFuture<UserSighting> run() {
            CompletableFuture<Sighting<Optional<CloudUser>>> named = cloud(name);
            // The directory is asked after it; a sync server that hangs must leave time for that.
            Duration half = left().dividedBy(2);
            CompletableFuture<Sighting<ConnectFacts>> connect = guarded(() -> premisesReading.connect(half));
            return connect.thenCompose(facts -> directory(name, facts)
                    .thenCombine(named, (account, user) -> paired(account, user, facts))
                    .thenCompose(Function.identity()));
        }

        private CompletableFuture<UserSighting> paired(
                Sighting<Optional<AccountReport>> account,
                Sighting<Optional<CloudUser>> user,
                Sighting<ConnectFacts> connect) {
            Optional<AccountReport> report = account.fold(found -> found, unseen -> Optional.empty());
            if (report.isPresent()) {
                return counterpart(report.get(), user).thenApply(found -> sighting(account, found, connect));
            }
            if (!isCloudName(name)) {
                // Only the directory knows whom such a name means, so the tenant has not been asked.
                return CompletableFuture.completedFuture(
                        sighting(account, Sighting.unseen(Cause.NOT_YET_LOOKED, ""), connect));
            }
            return user.fold(found -> found, unseen -> Optional.<CloudUser>empty())
                    .flatMap(found -> found.origin().fold(Optional::of, unseen -> Optional.empty()))
                    .map(CloudUser.Origin::distinguishedName)
                    .map(dn -> directory(dn, connect))
                    .orElseGet(() -> CompletableFuture.completedFuture(account))
                    .thenApply(found -> sighting(found, user, connect));
        }

        /** The user that is synchronised from this account; without one, the user of the same name, whoever that is. */
        private CompletableFuture<Sighting<Optional<CloudUser>>> counterpart(
                AccountReport report, Sighting<Optional<CloudUser>> named) {
            String sid = report.account().securityIdentifier();
            if (named.fold(user -> user.filter(known -> isOf(sid, known)).isPresent(), unseen -> true)) {
                return CompletableFuture.completedFuture(named);
            }
            return cloud(sid)
                    .thenCompose(found -> found.fold(Optional::isPresent, unseen -> true)
                            ? CompletableFuture.completedFuture(found)
                            : sameName(report, named));
        }

        private CompletableFuture<Sighting<Optional<CloudUser>>> sameName(
                AccountReport report, Sighting<Optional<CloudUser>> named) {
            boolean found = named.fold(Optional::isPresent, unseen -> false);
            return found
                    ? CompletableFuture.completedFuture(named)
                    : cloud(report.account().userPrincipalName());
        }

        private CompletableFuture<Sighting<Optional<AccountReport>>> directory(
                String account, Sighting<ConnectFacts> connect) {
            return guarded(() -> directoryUsers.find(account, connect, this::left));
        }

        private CompletableFuture<Sighting<Optional<CloudUser>>> cloud(String user) {
            return isCloudName(user)
                    ? guarded(() -> tenantReading.user(viewer, user, left()))
                    : CompletableFuture.completedFuture(Sighting.seen(Optional.empty()));
        }

        private UserSighting sighting(
                Sighting<Optional<AccountReport>> account,
                Sighting<Optional<CloudUser>> user,
                Sighting<ConnectFacts> connect) {
            return new UserSighting(clock.instant(), name, account, user, connect);
        }
    }

    @Override
    public CompletableFuture<UserSighting> observe(PersonId viewer, String name) {
        return new Look(viewer, name).run();
    }

    /** A user principal name or a security identifier; the tenant cannot be asked by anything else. */
    private static boolean isCloudName(String name) {
        return name.startsWith("S-1-") || name.indexOf('@') > 0 && name.indexOf('=') < 0;
    }

    private static boolean isOf(String securityIdentifier, CloudUser user) {
        return user.origin().fold(origin -> securityIdentifier.equals(origin.securityIdentifier()), unseen -> false);
    }

    /** The ports promise never to fail; a fault of ours must not look like an absent user. */
    private static <T> CompletableFuture<Sighting<T>> guarded(Supplier<CompletableFuture<Sighting<T>>> look) {
        try {
            return look.get().exceptionally(fault -> Sighting.unseen(Cause.FAILED, String.valueOf(fault.getMessage())));
        } catch (RuntimeException fault) {
            return CompletableFuture.completedFuture(Sighting.unseen(Cause.FAILED, String.valueOf(fault.getMessage())));
        }
    }
}
