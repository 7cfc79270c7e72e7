package writeback.lab;

import java.util.List;

/**
 * Somebody of the practice organisation; the component names but the last are the JSON names in {@code lab.json}.
 *
 * @param name short name, used in the lab's addresses and keys
 * @param aadObjectId object id in Entra ID, a GUID; in the person's own tenant
 * @param tenantId the tenant the account belongs to
 * @param userType {@code member} or {@code guest}, as Teams says it
 * @param botUserId the id the Teams channel gives the person
 * @param directoryRoles template ids of the roles the person starts with
 */
public record Person(
        String name,
        String displayName,
        String userPrincipalName,
        String aadObjectId,
        String tenantId,
        String userType,
        String botUserId,
        List<String> directoryRoles) {

    public boolean isGuest() {
        return userType.equals("guest");
    }
}
