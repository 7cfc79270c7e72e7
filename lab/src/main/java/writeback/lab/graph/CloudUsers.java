package writeback.lab.graph;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.People;
import writeback.lab.Person;
import writeback.lab.StateKeys;
import writeback.lab.Tenant;
import writeback.lab.directory.DirectoryAccount;
import writeback.lab.directory.DirectoryDescription;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.directory.SampleUsers;
import writeback.lab.directory.SampleUsers.SampleUser;
import writeback.lab.directory.SampleUsers.Trait;

/**
 * The tenant's user objects: the four people, the test account, and further staff that only reports count.
 *
 * <p>What came from the domain is what the synchronisation brought when the lab started: the cloud knows it also while
 * the domain does not answer.
 */
public final class CloudUsers {
    /** How many accounts there are that only reports show, so that reports count 50. */
    private static final int FURTHER_STAFF = 33;

    /** How many accounts the one group has that SSPR can be limited to; the test account is its first. */
    private static final int PILOT_GROUP = 10;

    /**
     * One account.
     *
     * @param signInName the name it signs in with in the domain; null for an account that is not synchronised
     */
    public record CloudUser(
            String id,
            String displayName,
            String userPrincipalName,
            boolean guest,
            @Nullable String signInName,
            @Nullable String dn,
            @Nullable String sam,
            @Nullable String sid,
            boolean enabled,
            boolean licensed) {}

    private final List<CloudUser> users = new ArrayList<>();
    private final LabState state;
    private final Clock clock;

    /** Takes over what the domain says of its accounts. */
    public CloudUsers(PracticeDirectory directory, LabState state, Clock clock) {
        this.state = state;
        this.clock = clock;
        DirectoryDescription.TestAccount pilot = directory.describe().testAccount();
        users.add(new CloudUser(
                pilot.aadObjectId(),
                "Pilot Test",
                pilot.userPrincipalName(),
                false,
                pilot.userPrincipalName(),
                pilot.dn(),
                pilot.sam(),
                directory
                        .findByUserPrincipalName(pilot.userPrincipalName())
                        .map(DirectoryAccount::sid)
                        .orElse(null),
                true,
                true));
        People.all().forEach(person -> users.add(of(person, directory)));
        SampleUsers.ALL.stream()
                .filter(sample -> !sample.person().container().equals(SampleUsers.OUTSIDE))
                .forEach(sample -> directory
                        .findByUserPrincipalName(sample.person().userPrincipalName())
                        .ifPresent(account -> users.add(of(sample, account))));
    }

    /** @param idOrName object id or userPrincipalName */
    public Optional<CloudUser> find(String idOrName) {
        return users.stream()
                .filter(user -> user.id().equalsIgnoreCase(idOrName)
                        || user.userPrincipalName().equalsIgnoreCase(idOrName))
                .findFirst();
    }

    /** The roles of that account; nobody but the people has any. */
    List<String> rolesOf(CloudUser user) {
        return People.byObjectId(user.id())
                .map(person -> state.get(StateKeys.rolesOf(person)))
                .orElse(List.of());
    }

    /** All properties of the "user resource type" that the lab knows; those of the domain are null without it. */
    Map<String, @Nullable Object> properties(CloudUser user) {
        boolean synced = user.sam() != null;
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("businessPhones", List.of());
        all.put("displayName", user.displayName());
        all.put("givenName", user.displayName().split(" ")[0]);
        all.put("jobTitle", null);
        all.put("mail", user.guest() ? People.GUEST.userPrincipalName() : user.userPrincipalName());
        all.put("mobilePhone", null);
        all.put("officeLocation", null);
        all.put("preferredLanguage", null);
        all.put("surname", user.displayName().split(" ")[1]);
        all.put("userPrincipalName", user.userPrincipalName());
        all.put("id", user.id());
        all.put("accountEnabled", user.enabled());
        all.put("assignedPlans", user.guest() || !user.licensed() ? List.of() : assignedPlans());
        all.put("userType", user.guest() ? "Guest" : "Member");
        all.put("passwordPolicies", synced ? "DisablePasswordExpiration" : null);
        all.put("onPremisesSyncEnabled", synced ? state.get(StateKeys.SYNC_ENABLED) : null);
        all.put("onPremisesLastSyncDateTime", synced ? lastSync() : null);
        all.put("onPremisesDistinguishedName", user.dn());
        all.put("onPremisesDomainName", synced ? Tenant.DOMAIN : null);
        all.put("onPremisesSamAccountName", user.sam());
        all.put("onPremisesSecurityIdentifier", user.sid());
        all.put("onPremisesUserPrincipalName", user.signInName());
        all.put("onPremisesProvisioningErrors", List.of());
        return all;
    }

    /** "assignedPlan resource type"; what the tenant's one subscription brings, everybody has but one. */
    private List<Map<String, String>> assignedPlans() {
        return state.get(StateKeys.LICENCE_P1)
                ? List.of(
                        plan("AADPremiumService", "41781fb2-bc02-4b7c-bd55-b576c07bb09d"),
                        plan("MultiFactorService", "8a256a2b-b617-496d-b51b-e76466e88db0"))
                : List.of(plan("exchange", "9aaf7827-d63c-4b61-89c3-182f06f82e5c"));
    }

    private static Map<String, String> plan(String service, String id) {
        return Map.of(
                "assignedDateTime",
                "2025-03-01T08:00:00Z",
                "capabilityStatus",
                "Enabled",
                "service",
                service,
                "servicePlanId",
                id);
    }

    /** When the last synchronisation ended, ISO 8601 in UTC. */
    String lastSync() {
        return clock.instant()
                .minus(state.get(StateKeys.SYNC_LAST_MINUTES_AGO), ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /**
     * Everybody, further staff included; behind them the guest, who registers last, and who is disabled, so that reports
     * leave no gap in the order.
     */
    List<CloudUser> everybody() {
        List<CloudUser> all = new ArrayList<>(users);
        all.removeIf(CloudUsers::isLate);
        IntStream.rangeClosed(1, FURTHER_STAFF)
                .mapToObj(CloudUsers::furtherStaff)
                .forEach(all::add);
        users.stream().filter(user -> isLate(user) && user.enabled()).forEach(all::add);
        users.stream().filter(user -> !user.enabled()).forEach(all::add);
        return all;
    }

    private static boolean isLate(CloudUser user) {
        String last = SampleUsers.with(Trait.NOT_REGISTERED).person().sam();
        return user.guest() || !user.enabled() || last.equals(user.sam());
    }

    /** The accounts that came from the domain. */
    public List<CloudUser> synchronised() {
        return users.stream().filter(user -> user.sam() != null).toList();
    }

    /** Whether the account is in scope of self-service password reset. */
    public boolean mayResetThemselves(CloudUser user) {
        return switch (state.get(StateKeys.SSPR_SCOPE)) {
            case "all" -> true;
            case "selected" -> placeOf(user) < PILOT_GROUP;
            default -> false;
        };
    }

    /** Whether the account has registered for self-service password reset; the test account is the first to do so. */
    public boolean isRegistered(CloudUser user) {
        return placeOf(user) < state.get(StateKeys.SSPR_REGISTERED);
    }

    private int placeOf(CloudUser user) {
        return everybody().indexOf(user);
    }

    private static CloudUser furtherStaff(int number) {
        String sam = "staff%02d".formatted(number);
        String name = sam + "@" + Tenant.DOMAIN;
        String id = "5c1e0b7a-33d4-4f0f-9a51-0d1c6f2b%04d".formatted(number);
        return new CloudUser(id, "Staff " + number, name, false, null, null, null, null, true, true);
    }

    private static CloudUser of(Person person, PracticeDirectory directory) {
        Optional<DirectoryAccount> account =
                person.isGuest() ? Optional.empty() : directory.findByUserPrincipalName(person.userPrincipalName());
        String name = person.isGuest()
                ? person.userPrincipalName().replace('@', '_') + "#EXT#@" + Tenant.DOMAIN
                : person.userPrincipalName();
        return new CloudUser(
                person.aadObjectId(),
                person.displayName(),
                name,
                person.isGuest(),
                account.map(DirectoryAccount::userPrincipalName).orElse(null),
                account.map(DirectoryAccount::dn).orElse(null),
                account.map(DirectoryAccount::sam).orElse(null),
                account.map(DirectoryAccount::sid).orElse(null),
                true,
                true);
    }

    private static CloudUser of(SampleUser sample, DirectoryAccount account) {
        return new CloudUser(
                UUID.nameUUIDFromBytes(account.sam().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                account.displayName(),
                account.userPrincipalName(),
                false,
                account.userPrincipalName(),
                account.dn(),
                account.sam(),
                account.sid(),
                account.enabled(),
                !sample.is(Trait.WITHOUT_LICENCE));
    }
}
