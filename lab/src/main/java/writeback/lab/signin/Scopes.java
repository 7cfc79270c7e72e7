package writeback.lab.signin;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a sign-in asks for.
 *
 * @param openId the scopes of OpenID Connect among them
 * @param graph delegated permissions of Microsoft Graph, by their short names
 */
record Scopes(Set<String> openId, Set<String> graph) {
    private static final String GRAPH = "https://graph.microsoft.com/";
    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access");

    /** Delegated permissions this Graph knows (Microsoft Learn, "Microsoft Graph permissions reference"). */
    private static final Set<String> KNOWN = Set.of(
            "Application.Read.All",
            "AuditLog.Read.All",
            "Directory.Read.All",
            "GroupMember.Read.All",
            "LicenseAssignment.Read.All",
            "OnPremDirectorySynchronization.Read.All",
            "Organization.Read.All",
            "Policy.Read.All",
            "Reports.Read.All",
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleEligibilitySchedule.Read.Directory",
            "RoleManagement.Read.All",
            "RoleManagement.Read.Directory",
            "User.Read",
            "User.Read.All",
            "User.ReadBasic.All",
            "UserAuthenticationMethod.Read.All",
            "UserAuthenticationMethod.ReadWrite.All");

    /**
     * Reads the {@code scope} parameter.
     *
     * @throws SignInRefusal when it is empty or names what does not exist
     */
    static Scopes parse(String scope) throws SignInRefusal {
        Set<String> openId = new LinkedHashSet<>();
        Set<String> graph = new TreeSet<>();
        for (String asked : scope.trim().split("\\s+")) {
            String name = asked.startsWith(GRAPH) ? asked.substring(GRAPH.length()) : asked;
            if (OPEN_ID.contains(asked)) {
                openId.add(asked);
            } else if (KNOWN.contains(name)) {
                graph.add(name);
            } else {
                throw new SignInRefusal(
                        "invalid_scope",
                        650053,
                        "The application asked for scope '" + asked + "' that doesn't exist on the resource.");
            }
        }
        return new Scopes(openId, graph);
    }

    /** What is left of a {@code scope} parameter: client libraries add OpenID Connect's to an application's own too. */
    static String withoutOpenId(String scope) {
        return Arrays.stream(scope.trim().split("\\s+"))
                .filter(name -> !OPEN_ID.contains(name))
                .collect(Collectors.joining(" "));
    }

    boolean includesAnyOf(List<String> permissions) {
        return graph.stream().anyMatch(permissions::contains);
    }

    boolean asksForRefresh() {
        return openId.contains("offline_access");
    }

    /** As the token response says it. */
    String granted() {
        Set<String> all = new LinkedHashSet<>();
        graph.forEach(name -> all.add(GRAPH + name));
        all.addAll(openId);
        all.remove("offline_access");
        return String.join(" ", all);
    }
}
