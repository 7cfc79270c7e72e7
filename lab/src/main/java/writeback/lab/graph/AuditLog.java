package writeback.lab.graph;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.Person;
import writeback.lab.StateKey;
import writeback.lab.StateKeys;
import writeback.lab.Tenant;

/**
 * The tenant's audit log of the service "Self-service Password Management" (Microsoft Learn, "Microsoft Entra audit log
 * categories and activities"; shape: "directoryAudit resource type"). Thread-safe.
 */
public final class AuditLog {
    private final List<Map<String, @Nullable Object>> entries = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /** An empty log that from now on hears of the wizard's and the portal's switches. */
    public AuditLog(LabState state, Clock clock) {
        this.clock = clock;
        state.listen(this::heard);
    }

    /** Forgets everything. */
    public void clear() {
        entries.clear();
    }

    List<Map<String, @Nullable Object>> newestFirst() {
        List<Map<String, @Nullable Object>> copy = new ArrayList<>(entries);
        Collections.reverse(copy);
        return copy;
    }

    /** @param failure why it failed; null when it went well */
    void resetByAdmin(Person admin, CloudUsers.CloudUser target, @Nullable String failure) {
        add(
                "UserManagement",
                "Reset password (by admin)",
                failure,
                byUser(admin.aadObjectId(), admin.displayName(), admin.userPrincipalName()),
                target);
    }

    /**
     * A person's own reset.
     *
     * @param failure why it failed; null when it went well
     */
    public void selfServiceReset(CloudUsers.CloudUser person, @Nullable String failure) {
        Map<String, @Nullable Object> self = byUser(person.id(), person.displayName(), person.userPrincipalName());
        add("UserManagement", "Self-service password reset flow activity progress", failure, self, person);
        add("UserManagement", "Reset password (self-service)", failure, self, person);
    }

    private void heard(StateKey<?> key, @Nullable Object before, @Nullable Object after) {
        boolean isSwitch = key == StateKeys.CONNECT_WRITEBACK || key == StateKeys.PORTAL_WRITEBACK;
        if (!isSwitch || before == null || before.equals(after)) {
            return;
        }
        String what = Boolean.TRUE.equals(after) ? "Enable" : "Disable";
        String by = key == StateKeys.CONNECT_WRITEBACK ? "Microsoft Entra Connect" : "Microsoft Entra admin center";
        Map<String, @Nullable Object> app = new LinkedHashMap<>();
        app.put("appId", null);
        app.put("displayName", by);
        Map<String, @Nullable Object> initiatedBy = new LinkedHashMap<>();
        initiatedBy.put("user", null);
        initiatedBy.put("app", app);
        add("DirectoryManagement", what + " password writeback for directory", null, initiatedBy, null);
    }

    private void add(
            String category,
            String activity,
            @Nullable String failure,
            Map<String, @Nullable Object> initiatedBy,
            CloudUsers.@Nullable CloudUser target) {
        String correlation = UUID.randomUUID().toString();
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("id", "SSPR_" + correlation + "_" + entries.size());
        entry.put("category", category);
        entry.put("correlationId", correlation);
        entry.put("result", failure == null ? "success" : "failure");
        entry.put("resultReason", failure == null ? "" : failure);
        entry.put("activityDisplayName", activity);
        entry.put("activityDateTime", clock.instant().toString());
        entry.put("loggedByService", "Self-service Password Management");
        entry.put("operationType", "Update");
        entry.put("initiatedBy", initiatedBy);
        entry.put("targetResources", List.of(target == null ? tenant() : user(target)));
        entry.put("additionalDetails", List.of());
        entries.add(entry);
    }

    private static Map<String, @Nullable Object> byUser(String id, String displayName, String userPrincipalName) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("id", id);
        user.put("displayName", displayName);
        user.put("userPrincipalName", userPrincipalName);
        user.put("ipAddress", "127.0.0.1");
        Map<String, @Nullable Object> initiatedBy = new LinkedHashMap<>();
        initiatedBy.put("user", user);
        initiatedBy.put("app", null);
        return initiatedBy;
    }

    private static Map<String, @Nullable Object> tenant() {
        return resource(Tenant.ID, Tenant.NAME, "Directory", null);
    }

    private static Map<String, @Nullable Object> user(CloudUsers.CloudUser user) {
        return resource(user.id(), user.displayName(), "User", user.userPrincipalName());
    }

    private static Map<String, @Nullable Object> resource(
            String id, String displayName, String type, @Nullable String userPrincipalName) {
        Map<String, @Nullable Object> resource = new LinkedHashMap<>();
        resource.put("id", id);
        resource.put("displayName", displayName);
        resource.put("type", type);
        resource.put("userPrincipalName", userPrincipalName);
        resource.put("groupType", null);
        resource.put("modifiedProperties", List.of());
        return resource;
    }
}
