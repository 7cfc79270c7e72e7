package writeback.bot.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Persons;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.plan.Plan;

/**
 * A change request as it is stored.
 *
 * @param version moves with every change of state
 * @param planText canonical form, as the requester saw it
 * @param planHash of that text when it was asked for
 * @param undoes the change that it takes back
 * @param decider who approved, rejected or withdrew it
 * @param approvedHash what the approver's yes was given to
 */
record ChangeRequest(
        String id,
        int version,
        ChangeState state,
        Plan plan,
        String planText,
        String planHash,
        String reason,
        PersonId requester,
        String requesterName,
        boolean consentGiven,
        Instant requestedAt,
        @Nullable String undoes,
        @Nullable Decider decider,
        @Nullable String approvedHash,
        Detail detail,
        @Nullable Instant nextLookAt,
        @Nullable Instant lookUntil,
        Instant movedAt,
        List<StoredAction> actions) {

    /** @param role template id of the role that let them, empty for a rejection */
    record Decider(PersonId person, String name, String role, Instant at, String note) {}

    /** The yes that lets it run: another human's, for exactly this plan. */
    Optional<Approval> validApproval(String hashNow, Persons persons) {
        if (decider == null
                || approvedHash == null
                || persons.same(decider.person(), requester)
                || !approvedHash.equals(planHash)
                || !hashNow.equals(planHash)) {
            return Optional.empty();
        }
        return Optional.of(new Approval(decider.person().text(), decider.role(), approvedHash, decider.at(), null));
    }

    boolean expired(Instant now) {
        return !now.isBefore(plan.expiresAt());
    }

    /**
     * As people may see it.
     *
     * @param undone what it takes back
     * @param undo the newest request that takes it back
     */
    ChangeView view(Optional<ChangeRequest> undone, Optional<ChangeRequest> undo) {
        return new ChangeView(
                id,
                version,
                state,
                plan,
                planHash,
                requester,
                requesterName,
                reason,
                consentGiven,
                requestedAt,
                decider == null ? null : decider.person(),
                decider == null ? "" : decider.name(),
                decider == null ? null : decider.at(),
                decider == null ? "" : decider.note(),
                actions.stream().map(StoredAction::view).toList(),
                nextLookAt,
                lookUntil,
                detail,
                movedAt,
                undone.map(ChangeRequest::related).orElse(null),
                undo.map(ChangeRequest::related).orElse(null),
                Undoing.against(this, undo).isEmpty());
    }

    private ChangeView.Related related() {
        return new ChangeView.Related(id, plan, state, requestedAt);
    }
}
