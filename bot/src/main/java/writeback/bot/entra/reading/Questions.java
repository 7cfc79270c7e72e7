package writeback.bot.entra.reading;

import com.microsoft.graph.auditlogs.directoryaudits.DirectoryAuditsRequestBuilder;
import com.microsoft.graph.models.AuthenticationMethodFeature;
import com.microsoft.graph.models.BaseCollectionPaginationCountResponse;
import com.microsoft.graph.models.DirectoryAudit;
import com.microsoft.graph.models.DirectoryAuditCollectionResponse;
import com.microsoft.graph.models.DirectoryRoleCollectionResponse;
import com.microsoft.graph.models.OperationResult;
import com.microsoft.graph.models.Organization;
import com.microsoft.graph.models.OrganizationCollectionResponse;
import com.microsoft.graph.models.ServicePlanInfo;
import com.microsoft.graph.models.SubscribedSku;
import com.microsoft.graph.models.SubscribedSkuCollectionResponse;
import com.microsoft.graph.models.UserRegistrationFeatureCount;
import com.microsoft.graph.models.UserRegistrationFeatureSummary;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.transitivememberof.graphdirectoryrole.GraphDirectoryRoleRequestBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.bot.entra.Graph;
import writeback.bot.runbook.TenantFacts.Licences;
import writeback.bot.runbook.TenantFacts.NewestAudit;
import writeback.bot.runbook.TenantFacts.ResetReports;
import writeback.bot.runbook.TenantFacts.Synchronisation;
import writeback.bot.runbook.TenantFacts.WritebackAudit;

/** What is asked of Graph v1.0, and how its answers are read; each throws what {@link Trouble} understands. */
final class Questions {
    /** AAD_PREMIUM and AAD_PREMIUM_P2 (Product names and service plan identifiers for licensing). */
    static final Map<UUID, String> PREMIUM = Map.of(
            UUID.fromString("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), "Entra ID P1",
            UUID.fromString("eec0eb4f-6444-4f95-aba0-50c24d67f998"), "Entra ID P2");

    /** {@code Warning} is the grace period, in which everything still works (subscribedSku, assignedPlan resource types). */
    static final Set<String> USABLE = Set.of("Enabled", "Warning");

    private static final int MOST_PAGES = 20;

    private Questions() {}

    /** {@code organization}. */
    static Synchronisation synchronisation(GraphServiceClient client) {
        OrganizationCollectionResponse answer = client.organization().get(request -> {
            request.queryParameters.select = new String[] {"id", "onPremisesSyncEnabled", "onPremisesLastSyncDateTime"};
        });
        List<Organization> value = need("value", need("organization", answer).getValue());
        if (value.isEmpty() || value.get(0).getId() == null) {
            throw new MalformedAnswerException("no organization");
        }
        OffsetDateTime last = value.get(0).getOnPremisesLastSyncDateTime();
        return new Synchronisation(value.get(0).getOnPremisesSyncEnabled(), last == null ? null : last.toInstant());
    }

    /** {@code subscribedSkus}: by the ids of service plans, since names of products come and go. */
    static Licences licences(GraphServiceClient client) {
        SubscribedSkuCollectionResponse answer = client.subscribedSkus().get();
        return new Licences(need("value", need("subscribedSkus", answer).getValue()).stream()
                .filter(sku -> USABLE.contains(need("capabilityStatus", sku.getCapabilityStatus())))
                .flatMap(sku -> plans(sku).stream())
                .filter(plan -> PREMIUM.containsKey(plan.getServicePlanId()))
                .filter(plan -> "Success".equals(plan.getProvisioningStatus()))
                .map(plan -> Optional.ofNullable(plan.getServicePlanName())
                        .orElseGet(() -> plan.getServicePlanId().toString()))
                .findFirst()
                .orElse(null));
    }

    private static List<ServicePlanInfo> plans(SubscribedSku sku) {
        return need("servicePlans", sku.getServicePlans());
    }

    /** {@code me/transitiveMemberOf}: roles that are active now, through groups too; eligible ones are not among them. */
    static List<String> activeRoles(Graph graph, GraphServiceClient client) {
        GraphDirectoryRoleRequestBuilder roles =
                client.me().transitiveMemberOf().graphDirectoryRole();
        DirectoryRoleCollectionResponse first = roles.get(request -> {
            request.queryParameters.select = new String[] {"id", "displayName", "roleTemplateId"};
        });
        List<String> found = new ArrayList<>();
        pages(graph, first, next -> roles.withUrl(next).get(), page -> {
            need("value", page.getValue()).forEach(role -> found.add(need("roleTemplateId", role.getRoleTemplateId())));
            return false;
        });
        return List.copyOf(found);
    }

    /**
     * The newest successful event of one of the two activities (Microsoft Entra audit log categories and activities). Failed
     * ones may be newer, and a page may be short or empty though another follows (Paging Microsoft Graph data).
     */
    static NewestAudit newest(Graph graph, GraphServiceClient client, boolean enabled) {
        String activity = (enabled ? "Enable" : "Disable") + " password writeback for directory";
        DirectoryAuditsRequestBuilder audits = client.auditLogs().directoryAudits();
        DirectoryAuditCollectionResponse first = audits.get(request -> {
            request.queryParameters.filter = "activityDisplayName eq '" + activity + "'";
            request.queryParameters.orderby = new String[] {"activityDateTime desc"};
            request.queryParameters.top = 25;
        });
        List<WritebackAudit> found = new ArrayList<>();
        pages(graph, first, next -> audits.withUrl(next).get(), page -> {
            need("value", page.getValue()).stream()
                    .filter(event ->
                            activity.equalsIgnoreCase(need("activityDisplayName", event.getActivityDisplayName())))
                    .filter(event -> event.getResult() == OperationResult.Success)
                    .forEach(event -> found.add(new WritebackAudit(enabled, at(event))));
            return !found.isEmpty();
        });
        return new NewestAudit(
                found.stream().max(Comparator.comparing(WritebackAudit::at)).orElse(null));
    }

    /** Page by page until one is enough or the last; a list that goes on elsewhere or without end is not read. */
    private static <P extends BaseCollectionPaginationCountResponse> void pages(
            Graph graph, @Nullable P first, Function<String, @Nullable P> follow, Predicate<P> enough) {
        P page = need("page", first);
        for (int n = 1; !enough.test(page); n++) {
            String next = page.getOdataNextLink();
            if (next == null) {
                return;
            }
            if (n == MOST_PAGES || !graph.isOwn(URI.create(next))) {
                throw new MalformedAnswerException("nextLink");
            }
            page = need("page", follow.apply(next));
        }
    }

    private static Instant at(DirectoryAudit event) {
        return need("activityDateTime", event.getActivityDateTime()).toInstant();
    }

    /** {@code usersRegisteredByFeature}; the report lags behind. */
    static ResetReports reports(GraphServiceClient client) {
        UserRegistrationFeatureSummary answer = need(
                "usersRegisteredByFeature",
                client.reports()
                        .authenticationMethods()
                        // the SDK names the roles first
                        .usersRegisteredByFeatureWithIncludedUserTypesWithIncludedUserRoles("all", "all")
                        .get());
        return new ResetReports(
                need("totalUserCount", answer.getTotalUserCount()),
                count(answer, AuthenticationMethodFeature.SsprEnabled),
                count(answer, AuthenticationMethodFeature.SsprRegistered),
                count(answer, AuthenticationMethodFeature.SsprCapable));
    }

    private static long count(UserRegistrationFeatureSummary answer, AuthenticationMethodFeature feature) {
        UserRegistrationFeatureCount count =
                need("userRegistrationFeatureCounts", answer.getUserRegistrationFeatureCounts()).stream()
                        .filter(row -> row.getFeature() == feature)
                        .findFirst()
                        .orElse(null);
        return need("userCount", need(feature.value, count).getUserCount());
    }

    static <T> T need(String what, @Nullable T value) {
        if (value == null) {
            throw new MalformedAnswerException(what);
        }
        return value;
    }
}
