package writeback.relay.protocol.message;

import java.util.List;

/**
 * The whole approved plan with every changing command, so that the agent can see for itself what was approved.
 *
 * @param changeId the change request
 * @param plan canonical text of the plan ({@code CanonicalPlan})
 * @param hash of that text; the agent computes it again
 * @param actionIndex which action is to be carried out now, from 0
 * @param approvals who approved that hash
 */
public record PlannedChange(String changeId, String plan, String hash, int actionIndex, List<Approval> approvals) {}
