package writeback.lab.graph;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.StateKeys;
import writeback.lab.Tenant;

/** What Graph says of the organisation as a whole. */
final class TenantRequests {
    private static final Set<String> WITH_USER_READ = Set.of("id", "displayName", "verifiedDomains");

    private final LabState state;
    private final CloudUsers users;

    TenantRequests(LabState state, CloudUsers users) {
        this.state = state;
        this.users = users;
    }

    /**
     * "List organizations". An application with no more than User.Read sees id, displayName and verifiedDomains; all
     * else is null, as that page says.
     */
    Map<String, @Nullable Object> organization(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAnyOf("User.Read", "Organization.Read.All", "Directory.Read.All");
        boolean whole = caller.hasAnyOf("Organization.Read.All", "Directory.Read.All");
        Map<String, @Nullable Object> tenant = new LinkedHashMap<>();
        tenant.put("id", Tenant.ID);
        tenant.put("displayName", Tenant.NAME);
        tenant.put("countryLetterCode", "CH");
        tenant.put("tenantType", "AAD");
        tenant.put("onPremisesSyncEnabled", state.get(StateKeys.SYNC_ENABLED));
        tenant.put("onPremisesLastSyncDateTime", users.lastSync());
        tenant.put(
                "verifiedDomains",
                List.of(Map.of(
                        "name",
                        Tenant.DOMAIN,
                        "type",
                        "Managed",
                        "isDefault",
                        true,
                        "isInitial",
                        true,
                        "capabilities",
                        "Email, OfficeCommunicationsOnline")));
        if (!whole) {
            tenant.replaceAll((name, value) -> WITH_USER_READ.contains(name) ? value : null);
        }
        return new Query(ctx, "$select").page(List.of(tenant), Set.of());
    }

    /** "List subscribedSkus". Plans are told apart by servicePlanId; the names of products say nothing. */
    Map<String, @Nullable Object> subscribedSkus(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAnyOf("LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All");
        Map<String, @Nullable Object> sku = state.get(StateKeys.LICENCE_P1)
                ? sku(
                        "05e9a617-0261-4cee-bb44-138d3ef5d965",
                        "SPE_E3",
                        List.of(
                                plan("41781fb2-bc02-4b7c-bd55-b576c07bb09d", "AAD_PREMIUM"),
                                plan("8a256a2b-b617-496d-b51b-e76466e88db0", "MFA_PREMIUM"),
                                plan("57ff2da0-773e-42df-b2af-ffb7a2317929", "TEAMS1")))
                : sku(
                        "3b555118-da6a-4418-894f-7df1e2096870",
                        "O365_BUSINESS_ESSENTIALS",
                        List.of(
                                plan("9aaf7827-d63c-4b61-89c3-182f06f82e5c", "EXCHANGE_S_STANDARD"),
                                plan("57ff2da0-773e-42df-b2af-ffb7a2317929", "TEAMS1")));
        return new Query(ctx, "$select").page(List.of(sku), Set.of());
    }

    private static Map<String, @Nullable Object> sku(String skuId, String name, List<Map<String, String>> plans) {
        Map<String, @Nullable Object> sku = new LinkedHashMap<>();
        sku.put("capabilityStatus", "Enabled");
        sku.put("consumedUnits", 42);
        sku.put("id", Tenant.ID + "_" + skuId);
        sku.put("skuId", skuId);
        sku.put("skuPartNumber", name);
        sku.put("appliesTo", "User");
        sku.put("prepaidUnits", Map.of("enabled", 50, "suspended", 0, "warning", 0, "lockedOut", 0));
        sku.put("servicePlans", plans);
        return sku;
    }

    private static Map<String, String> plan(String id, String name) {
        return Map.of(
                "servicePlanId", id, "servicePlanName", name, "provisioningStatus", "Success", "appliesTo", "User");
    }
}
