package writeback.lab.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.lab.Person;

/**
 * Who asks Graph for something.
 *
 * @param person whom the application acts for; empty for an application by itself
 * @param permissions delegated permissions of the token, or the application's own
 * @param roles template ids of the person's active directory roles
 */
record Caller(Optional<Person> person, Set<String> permissions, List<String> roles) {

    /**
     * The person the application acts for.
     *
     * @throws GraphRefusal for an application by itself
     */
    Person needPerson() throws GraphRefusal {
        return person.orElseThrow(() -> GraphRefusal.notAllowed(
                "This request is only valid with delegated authentication flow; application permissions are not"
                        + " supported."));
    }

    /** @throws GraphRefusal when the token has none of these permissions */
    void needAnyOf(String... wanted) throws GraphRefusal {
        if (!hasAnyOf(wanted)) {
            throw GraphRefusal.notAllowed("Insufficient privileges to complete the operation.");
        }
    }

    /** @throws GraphRefusal when the token lacks one of these permissions */
    void needAllOf(String... wanted) throws GraphRefusal {
        if (!permissions.containsAll(List.of(wanted))) {
            throw new GraphRefusal(
                    403,
                    "Authentication_MSGraphPermissionMissing",
                    "Calling principal does not have required MSGraph permissions " + String.join(",", wanted));
        }
    }

    boolean hasAnyOf(String... wanted) {
        return Arrays.stream(wanted).anyMatch(permissions::contains);
    }

    /** @throws GraphRefusal when a person asks who has none of these roles; applications have no roles */
    void needRole(Set<String> wanted) throws GraphRefusal {
        if (person.isPresent() && roles.stream().noneMatch(wanted::contains)) {
            throw GraphRefusal.notAllowed(
                    "The signed-in user is not assigned a directory role that this request requires.");
        }
    }
}
