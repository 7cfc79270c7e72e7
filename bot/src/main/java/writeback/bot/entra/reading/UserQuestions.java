package writeback.bot.entra.reading;

import com.microsoft.graph.models.AssignedPlan;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.graph.models.UserRegistrationDetails;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.ApiException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import writeback.bot.runbook.CloudUser;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** What is asked of Graph v1.0 about one user, and how the answers are read. */
final class UserQuestions {

    private static final String[] PROPERTIES = {
        "id",
        "userPrincipalName",
        "accountEnabled",
        "assignedPlans",
        "onPremisesSyncEnabled",
        "onPremisesSecurityIdentifier",
        "onPremisesDistinguishedName"
    };

    private UserQuestions() {}

    /**
     * {@code users}, by one of two properties that can be filtered by and belong to one user only (user resource type).
     *
     * @param name user principal name or security identifier
     * @return without the report
     */
    static Optional<CloudUser> find(GraphServiceClient client, String name) {
        String property = name.matches("S-1-\\d+(-\\d+)+") ? "onPremisesSecurityIdentifier" : "userPrincipalName";
        UserCollectionResponse answer = client.users().get(request -> {
            request.queryParameters.filter = property + " eq '" + name.replace("'", "''") + "'";
            request.queryParameters.select = PROPERTIES;
        });
        List<User> found =
                Questions.need("value", Questions.need("users", answer).getValue());
        if (found.size() > 1) {
            throw new MalformedAnswerException("more than one user");
        }
        return found.stream().findFirst().map(UserQuestions::read);
    }

    /** {@code userRegistrationDetails}; it knows no options. No row for a disabled account, and none for a new one yet. */
    static Optional<CloudUser.Registration> registration(GraphServiceClient client, String id) {
        try {
            UserRegistrationDetails row = Questions.need(
                    "userRegistrationDetails",
                    client.reports()
                            .authenticationMethods()
                            .userRegistrationDetails()
                            .byUserRegistrationDetailsId(id)
                            .get());
            OffsetDateTime updated = row.getLastUpdatedDateTime();
            return Optional.of(new CloudUser.Registration(
                    Questions.need("isSsprEnabled", row.getIsSsprEnabled()),
                    Questions.need("isSsprRegistered", row.getIsSsprRegistered()),
                    Questions.need("isAdmin", row.getIsAdmin()),
                    updated == null ? null : updated.toInstant()));
        } catch (ApiException e) {
            if (e.getResponseStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static CloudUser read(User user) {
        Boolean enabled = user.getAccountEnabled();
        return new CloudUser(
                Questions.need("id", user.getId()),
                Questions.need("userPrincipalName", user.getUserPrincipalName()),
                // Every user has that property, so without it the viewer sees no more than the basic ones.
                enabled == null
                        ? hidden()
                        : Sighting.seen(new CloudUser.Origin(
                                Boolean.TRUE.equals(user.getOnPremisesSyncEnabled()),
                                user.getOnPremisesSecurityIdentifier(),
                                user.getOnPremisesDistinguishedName())),
                enabled == null ? hidden() : Sighting.seen(enabled),
                user.getAssignedPlans() == null ? hidden() : Sighting.seen(plan(user.getAssignedPlans())),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
    }

    private static CloudUser.Plan plan(List<AssignedPlan> plans) {
        return new CloudUser.Plan(plans.stream()
                .filter(plan ->
                        Questions.USABLE.contains(Questions.need("capabilityStatus", plan.getCapabilityStatus())))
                .map(plan -> Questions.PREMIUM.get(Questions.need("servicePlanId", plan.getServicePlanId())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
    }

    private static <T> Sighting<T> hidden() {
        return Sighting.unseen(Cause.DENIED, "");
    }
}
