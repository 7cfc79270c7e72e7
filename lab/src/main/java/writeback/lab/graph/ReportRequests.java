package writeback.lab.graph;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import writeback.lab.DirectoryRoles;

/** Graph's audit log and its reports on self-service password reset. */
final class ReportRequests {
    /** The built-in roles those pages name, and the two that may read everything. */
    private static final Set<String> READERS = Set.of(
            DirectoryRoles.REPORTS_READER,
            DirectoryRoles.SECURITY_READER,
            DirectoryRoles.SECURITY_ADMINISTRATOR,
            DirectoryRoles.GLOBAL_READER,
            DirectoryRoles.GLOBAL_ADMINISTRATOR);

    private static final Set<String> AUDIT_FILTERS = Set.of(
            "activityDisplayName",
            "activityDateTime",
            "category",
            "correlationId",
            "loggedByService",
            "result",
            "initiatedBy/user/id",
            "initiatedBy/user/userPrincipalName");
    private static final Set<String> DETAIL_FILTERS = Set.of(
            "id",
            "userPrincipalName",
            "userDisplayName",
            "userType",
            "isAdmin",
            "isSsprRegistered",
            "isSsprEnabled",
            "isSsprCapable",
            "isMfaRegistered",
            "isMfaCapable",
            "isPasswordlessCapable",
            "lastUpdatedDateTime");
    private static final Pattern BY_FEATURE = Pattern.compile(
            "usersRegisteredByFeature\\((?:includedUserTypes='(?<types>\\w+)'|includedUserRoles='(?<roles>\\w+)'|,)*\\)");

    private final CloudUsers users;
    private final AuditLog audits;

    ReportRequests(CloudUsers users, AuditLog audits) {
        this.users = users;
        this.audits = audits;
    }

    /** "List directoryAudits": AuditLog.Read.All and Directory.Read.All, both, and a reader's role. */
    Map<String, @Nullable Object> directoryAudits(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAllOf("AuditLog.Read.All", "Directory.Read.All");
        caller.needRole(READERS);
        return new Query(ctx, "$filter", "$top", "$orderby", "$skiptoken", "$select")
                .page(audits.newestFirst(), AUDIT_FILTERS);
    }

    /** "List userRegistrationDetails": AuditLog.Read.All and a reader's role. */
    Map<String, @Nullable Object> userRegistrationDetails(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAllOf("AuditLog.Read.All");
        caller.needRole(READERS);
        return new Query(ctx, "$filter", "$orderby", "$skiptoken").page(details(), DETAIL_FILTERS);
    }

    /** "Get userRegistrationDetails": the same permission and roles, no options; it leaves out disabled accounts. */
    Map<String, @Nullable Object> userRegistrationDetail(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAllOf("AuditLog.Read.All");
        caller.needRole(READERS);
        new Query(ctx);
        String id = ctx.pathParam("user");
        return details().stream()
                .filter(row -> id.equals(row.get("id")))
                .findFirst()
                .orElseThrow(() -> GraphRefusal.notFound(id));
    }

    /** "authenticationMethodsRoot: usersRegisteredByFeature": AuditLog.Read.All and a reader's role. */
    Map<String, @Nullable Object> usersRegisteredByFeature(Context ctx, Caller caller) throws GraphRefusal {
        caller.needAllOf("AuditLog.Read.All");
        caller.needRole(READERS);
        new Query(ctx);
        Matcher call = BY_FEATURE.matcher(ctx.pathParam("function"));
        if (!call.matches()) {
            throw GraphRefusal.notFound(ctx.pathParam("function"));
        }
        String types = oneOf(call.group("types"), "all", "member", "guest");
        String roles = oneOf(call.group("roles"), "all", "privilegedAdmin", "admin", "user");
        List<Map<String, @Nullable Object>> counted = new ArrayList<>(details());
        counted.removeIf(user -> !types.equals("all") && !types.equals(user.get("userType")));
        counted.removeIf(
                user -> !roles.equals("all") && roles.equals("user") == Boolean.TRUE.equals(user.get("isAdmin")));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("@odata.type", "#microsoft.graph.userRegistrationFeatureSummary");
        answer.put("totalUserCount", counted.size());
        answer.put("userTypes", types);
        answer.put("userRoles", roles);
        answer.put(
                "userRegistrationFeatureCounts",
                List.of(
                        count("ssprRegistered", "isSsprRegistered", counted),
                        count("ssprEnabled", "isSsprEnabled", counted),
                        count("ssprCapable", "isSsprCapable", counted),
                        count("passwordlessCapable", "isPasswordlessCapable", counted),
                        count("mfaCapable", "isMfaCapable", counted)));
        return answer;
    }

    private List<Map<String, @Nullable Object>> details() {
        return users.everybody().stream()
                .filter(CloudUsers.CloudUser::enabled)
                .map(this::detail)
                .toList();
    }

    /** "userRegistrationDetails resource type". */
    private Map<String, @Nullable Object> detail(CloudUsers.CloudUser user) {
        boolean registered = users.isRegistered(user);
        boolean enabled = users.mayResetThemselves(user);
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("id", user.id());
        detail.put("userPrincipalName", user.userPrincipalName());
        detail.put("userDisplayName", user.displayName());
        detail.put("userType", user.guest() ? "guest" : "member");
        detail.put("isAdmin", !users.rolesOf(user).isEmpty());
        detail.put("isSsprRegistered", registered);
        detail.put("isSsprEnabled", enabled);
        detail.put("isSsprCapable", registered && enabled);
        detail.put("isMfaRegistered", registered);
        detail.put("isMfaCapable", registered);
        detail.put("isPasswordlessCapable", false);
        detail.put("methodsRegistered", registered ? List.of("microsoftAuthenticatorPush", "mobilePhone") : List.of());
        detail.put("isSystemPreferredAuthenticationMethodEnabled", false);
        detail.put("systemPreferredAuthenticationMethods", List.of());
        detail.put("userPreferredMethodForSecondaryAuthentication", registered ? "push" : "none");
        detail.put("lastUpdatedDateTime", users.lastSync());
        return detail;
    }

    private static Map<String, Object> count(
            String feature, String property, List<Map<String, @Nullable Object>> counted) {
        long count = counted.stream()
                .filter(user -> Boolean.TRUE.equals(user.get(property)))
                .count();
        return Map.of("feature", feature, "userCount", count);
    }

    private static String oneOf(@Nullable String value, String... known) throws GraphRefusal {
        for (String candidate : known) {
            if (candidate.equals(value)) {
                return candidate;
            }
        }
        throw GraphRefusal.badRequest("The parameter must be one of " + String.join(", ", known) + ".");
    }
}
