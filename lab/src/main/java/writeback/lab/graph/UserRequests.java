package writeback.lab.graph;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.lab.DirectoryRoles;
import writeback.lab.Person;

/** What Graph says of people. */
final class UserRequests {
    private static final Set<String> BASIC =
            Set.of("id", "displayName", "givenName", "surname", "mail", "userPrincipalName");
    private static final Set<String> BY_DEFAULT = Set.of(
            "businessPhones",
            "displayName",
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname",
            "userPrincipalName",
            "id");

    private static final Set<String> FILTERS = Set.of(
            "accountEnabled",
            "displayName",
            "id",
            "mail",
            "onPremisesSecurityIdentifier",
            "onPremisesSyncEnabled",
            "userPrincipalName",
            "userType");

    private final CloudUsers users;

    UserRequests(CloudUsers users) {
        this.users = users;
    }

    /** "Get a user", as {@code /me}: of the signed-in person, so not for an application by itself. */
    Map<String, @Nullable Object> me(Context ctx, Caller caller) throws GraphRefusal {
        Person person = caller.needPerson();
        caller.needAnyOf("User.Read", "User.ReadBasic.All", "User.Read.All", "Directory.Read.All");
        return new Query(ctx, "$select").select(users.properties(known(person.aadObjectId())), BY_DEFAULT);
    }

    /** "Get a user". User.ReadBasic.All gives a basic set of properties only; what was synchronised is not in it. */
    Map<String, @Nullable Object> user(Context ctx, Caller caller) throws GraphRefusal {
        CloudUsers.CloudUser user = known(ctx.pathParam("user"));
        boolean self = caller.person()
                .filter(person -> person.aadObjectId().equals(user.id()))
                .isPresent();
        boolean whole = caller.hasAnyOf("User.Read.All", "Directory.Read.All") || self && caller.hasAnyOf("User.Read");
        if (!whole) {
            caller.needAnyOf("User.ReadBasic.All");
        }
        Map<String, @Nullable Object> properties = users.properties(user);
        if (!whole) {
            properties.replaceAll((name, value) -> BASIC.contains(name) ? value : null);
        }
        return new Query(ctx, "$select").select(properties, BY_DEFAULT);
    }

    /** "List users", by what its page says can be filtered by. */
    Map<String, @Nullable Object> users(Context ctx, Caller caller) throws GraphRefusal {
        boolean whole = caller.hasAnyOf("User.Read.All", "Directory.Read.All");
        if (!whole) {
            caller.needAnyOf("User.ReadBasic.All");
        }
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (CloudUsers.CloudUser user : users.everybody()) {
            Map<String, @Nullable Object> properties = users.properties(user);
            if (!whole) {
                properties.replaceAll((name, value) -> BASIC.contains(name) ? value : null);
            }
            all.add(properties);
        }
        return new Query(ctx, "$filter", "$select", "$top", "$orderby", "$count", "$skiptoken")
                .page(all, FILTERS, BY_DEFAULT);
    }

    /**
     * "List a user's direct memberships" and its transitive sibling, cast to directoryRole. An application that may
     * read the memberships but not the roles gets the objects with their id only.
     */
    Map<String, @Nullable Object> myRoles(Context ctx, Caller caller) throws GraphRefusal {
        Person person = caller.needPerson();
        caller.needAnyOf("User.Read", "User.Read.All", "GroupMember.Read.All", "Directory.Read.All");
        boolean mayReadRoles =
                caller.hasAnyOf("Directory.Read.All", "RoleManagement.Read.Directory", "RoleManagement.Read.All");
        List<Map<String, @Nullable Object>> roles = new ArrayList<>();
        for (String template : users.rolesOf(known(person.aadObjectId()))) {
            Map<String, @Nullable Object> role = new LinkedHashMap<>();
            role.put("id", idOfRole(template));
            role.put("deletedDateTime", null);
            role.put("description", mayReadRoles ? DirectoryRoles.nameOf(template) : null);
            role.put("displayName", mayReadRoles ? DirectoryRoles.nameOf(template) : null);
            role.put("roleTemplateId", mayReadRoles ? template : null);
            roles.add(role);
        }
        return new Query(ctx, "$select", "$top", "$count", "$skiptoken").page(roles, Set.of());
    }

    private CloudUsers.CloudUser known(String idOrName) throws GraphRefusal {
        return users.find(idOrName).orElseThrow(() -> GraphRefusal.notFound(idOrName));
    }

    /** A role's object id differs from its template id, and from tenant to tenant. */
    private static String idOfRole(String template) {
        return UUID.nameUUIDFromBytes(template.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
