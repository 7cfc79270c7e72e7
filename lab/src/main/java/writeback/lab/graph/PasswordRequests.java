package writeback.lab.graph;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.DirectoryRoles;
import writeback.lab.Person;
import writeback.lab.writeback.Outcome;
import writeback.lab.writeback.WritebackEngine;

/** An administrator's reset of somebody's password through Graph, and how it is followed. */
final class PasswordRequests implements AutoCloseable {
    private static final String PASSWORD_METHOD = "28c10230-6103-485e-b985-444c60001490";
    private static final String DATA_CENTRE = "LAB01P";
    private static final String SCALE_UNIT = "ssprlab-a";
    private static final int RETRY_AFTER_SECONDS = 1;

    private static final Set<String> MAY_RESET_ANYBODY =
            Set.of(DirectoryRoles.GLOBAL_ADMINISTRATOR, DirectoryRoles.PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
    private static final Set<String> MAY_RESET_PEOPLE_WITHOUT_ROLES = Set.of(
            DirectoryRoles.AUTHENTICATION_ADMINISTRATOR,
            DirectoryRoles.HELPDESK_ADMINISTRATOR,
            DirectoryRoles.PASSWORD_ADMINISTRATOR,
            DirectoryRoles.USER_ADMINISTRATOR);

    /** "longRunningOperation resource type". */
    private record Operation(
            String id, String userId, Instant created, Instant lastAction, String status, @Nullable String detail) {
        Operation now(Instant when, String newStatus, @Nullable String newDetail) {
            return new Operation(id, userId, created, when, newStatus, newDetail);
        }
    }

    private final CloudUsers users;
    private final WritebackEngine engine;
    private final AuditLog audits;
    private final Clock clock;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "graph-operation");
        thread.setDaemon(true);
        return thread;
    });

    PasswordRequests(CloudUsers users, WritebackEngine engine, AuditLog audits, Clock clock) {
        this.users = users;
        this.engine = engine;
        this.audits = audits;
        this.clock = clock;
    }

    /**
     * "authenticationMethod: resetPassword": delegated only, with UserAuthenticationMethod.ReadWrite.All and a role,
     * never on oneself; answers 202 with the operation's address, query string included.
     */
    Map<String, @Nullable Object> reset(Context ctx, Caller caller) throws GraphRefusal {
        Person admin = caller.needPerson();
        caller.needAnyOf("UserAuthenticationMethod.ReadWrite.All");
        CloudUsers.CloudUser target =
                users.find(ctx.pathParam("user")).orElseThrow(() -> GraphRefusal.notFound(ctx.pathParam("user")));
        needRightOver(caller, admin, target);
        if (!PASSWORD_METHOD.equals(ctx.pathParam("method"))) {
            throw GraphRefusal.notFound(ctx.pathParam("method"));
        }
        char[] password = newPassword(ctx);
        Instant now = clock.instant();
        Operation operation = new Operation(UUID.randomUUID().toString(), target.id(), now, now, "notStarted", null);
        operations.put(operation.id(), operation);
        work.execute(() -> carryOut(operation.id(), admin, target, password));
        ctx.status(202)
                .header(
                        "Location",
                        "https://" + ctx.host() + "/v1.0/users/" + target.id()
                                + "/authentication/operations/" + operation.id() + "?aadgdc=" + DATA_CENTRE + "&aadgsu="
                                + SCALE_UNIT)
                .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        return new LinkedHashMap<>();
    }

    /**
     * "Get longRunningOperation". The query string of the Location says where the operation lives; without it there is
     * nothing to be found.
     */
    Map<String, @Nullable Object> operation(Context ctx, Caller caller) throws GraphRefusal {
        caller.needPerson();
        caller.needAnyOf("UserAuthenticationMethod.ReadWrite.All", "UserAuthenticationMethod.Read.All");
        Operation operation = operations.get(ctx.pathParam("operation"));
        boolean rightPlace =
                DATA_CENTRE.equals(ctx.queryParam("aadgdc")) && SCALE_UNIT.equals(ctx.queryParam("aadgsu"));
        if (operation == null || !rightPlace || !operation.userId().equalsIgnoreCase(ctx.pathParam("user"))) {
            throw GraphRefusal.notFound(ctx.pathParam("operation"));
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("@odata.type", "#microsoft.graph.longRunningOperation");
        answer.put("id", operation.id());
        answer.put("createdDateTime", operation.created().toString());
        answer.put("lastActionDateTime", operation.lastAction().toString());
        answer.put("status", operation.status());
        answer.put("statusDetail", operation.detail());
        answer.put(
                "resourceLocation",
                "https://" + ctx.host() + "/v1.0/users/" + operation.userId() + "/authentication/methods/"
                        + PASSWORD_METHOD);
        return answer;
    }

    /** What stands in the way of an account is not carried out; what runs is let finish. */
    @Override
    public void close() {
        work.shutdownNow();
    }

    private void carryOut(String id, Person admin, CloudUsers.CloudUser target, char[] password) {
        follow(id, "running", null);
        String failure;
        try {
            Outcome outcome = engine.resetPassword(target.userPrincipalName(), password);
            failure = outcome instanceof Outcome.Failed failed ? failed.code() + ": " + failed.detail() : null;
        } catch (RuntimeException e) {
            failure = "OnPremisesConnectivityFailure: " + e.getClass().getSimpleName();
        }
        audits.resetByAdmin(admin, target, failure);
        follow(id, failure == null ? "succeeded" : "failed", failure);
    }

    private void follow(String id, String status, @Nullable String detail) {
        operations.computeIfPresent(id, (key, operation) -> operation.now(clock.instant(), status, detail));
    }

    /** Roles as in "Microsoft Entra built-in roles", section "Who can reset passwords", in short. */
    private void needRightOver(Caller caller, Person admin, CloudUsers.CloudUser target) throws GraphRefusal {
        if (admin.aadObjectId().equals(target.id())) {
            throw GraphRefusal.notAllowed("The operation cannot be performed on a user's own account.");
        }
        Set<String> enough = users.rolesOf(target).isEmpty()
                ? union(MAY_RESET_ANYBODY, MAY_RESET_PEOPLE_WITHOUT_ROLES)
                : MAY_RESET_ANYBODY;
        caller.needRole(enough);
    }

    /** The password of the body; for synchronised accounts the cloud cannot make one up. */
    private static char[] newPassword(Context ctx) throws GraphRefusal {
        JsonNode password;
        try {
            password = JsonMapper.shared().readTree(ctx.bodyAsBytes()).path("newPassword");
        } catch (JacksonException e) {
            throw GraphRefusal.badRequest("Unable to read JSON request payload.");
        }
        if (!password.isString() || password.stringValue().isEmpty()) {
            throw GraphRefusal.badRequest("newPassword is required for users synchronised from on-premises.");
        }
        return password.stringValue().toCharArray();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }
}
