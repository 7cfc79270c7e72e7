package writeback.bot.change;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import writeback.bot.Place;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.runbook.Consent;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/** Takes requests and decisions. */
@Component
class ChangeOffice implements ChangeDesk {

    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_NAME = 200;
    /** Among how many of the newest changes those that can be taken back are sought. */
    private static final int LOOKED_BACK = 50;

    private final ChangeStore store;
    private final ChangeLedger ledger;
    private final ApprovalPolicy policy;
    private final ChangeMode mode;
    private final ChangeSettings settings;
    private final Place place;

    ChangeOffice(
            ChangeStore store,
            ChangeLedger ledger,
            ApprovalPolicy policy,
            ChangeMode mode,
            ChangeSettings settings,
            Place place) {
        this.store = store;
        this.ledger = ledger;
        this.policy = policy;
        this.mode = mode;
        this.settings = settings;
        this.place = place;
    }

    @Override
    public Decision request(PersonId requester, String requesterName, Plan plan, String reason, boolean consentGiven) {
        return request(requester, requesterName, plan, reason, consentGiven, null);
    }

    @Override
    public UndoPlan planUndo(PersonId requester, String changeId) {
        Optional<ChangeRequest> found = store.find(changeId);
        Optional<Refusal> against = policy.against(requester, Right.ASK)
                .or(() -> found.map(change -> Undoing.against(change, store.newestUndo(changeId)))
                        .orElse(Optional.of(Refusal.UNKNOWN_CHANGE)));
        if (against.isPresent()) {
            return new UndoPlan.Refused(against.get(), find(changeId).orElse(null));
        }
        Plan plan = new Plan(
                place.tenant().id(),
                place.premises().id(),
                requester.text(),
                ledger.now().plus(settings.planLifetime()),
                Undoing.actions(found.orElseThrow()).orElseThrow());
        return new UndoPlan.Planned(plan, view(found.orElseThrow()));
    }

    @Override
    public Decision requestUndo(
            PersonId requester, String requesterName, Plan plan, String reason, boolean consentGiven, String undoes) {
        UndoPlan now = planUndo(requester, undoes);
        if (now instanceof UndoPlan.Refused refused) {
            return new Decision.Refused(refused.why(), refused.change());
        }
        UndoPlan.Planned planned = (UndoPlan.Planned) now;
        return plan.actions().equals(planned.plan().actions())
                ? request(requester, requesterName, plan, reason, consentGiven, undoes)
                : new Decision.Refused(Refusal.OLD_BUTTON, planned.undone());
    }

    private Decision request(
            PersonId requester,
            String requesterName,
            Plan plan,
            String reason,
            boolean consentGiven,
            @Nullable String undoes) {
        if (!plan.requester().equals(requester.text())
                || !plan.tenant().equals(place.tenant().id())
                || !plan.premises().equals(place.premises().id())) {
            throw new IllegalArgumentException("a plan of " + plan.requester() + " for " + plan.premises());
        }
        Optional<Refusal> against = policy.against(requester, Right.ASK)
                .or(this::notInThisMode)
                .or(() -> incomplete(plan, reason.strip(), consentGiven));
        if (against.isPresent()) {
            return new Decision.Refused(against.get(), null);
        }
        String openKey = OpenKey.of(plan);
        ChangeRequest change = newRequest(requester, requesterName, plan, reason.strip(), consentGiven, undoes);
        try {
            ledger.begin(change, openKey);
        } catch (DuplicateKeyException e) {
            return new Decision.Refused(
                    Refusal.ALREADY_OPEN,
                    store.findOpen(openKey).map(this::view).orElse(null));
        }
        return new Decision.Taken(view(change));
    }

    @Override
    public Decision approve(String change, int version, PersonId approver, String approverName, String note) {
        return decide(ChangeEvent.APPROVE, change, version, approver, approverName, note);
    }

    @Override
    public Decision reject(String change, int version, PersonId decider, String deciderName, String note) {
        return decide(ChangeEvent.REJECT, change, version, decider, deciderName, note);
    }

    @Override
    public Decision withdraw(String change, int version, PersonId requester) {
        String name = store.find(change).map(ChangeRequest::requesterName).orElse("");
        return decide(ChangeEvent.WITHDRAW, change, version, requester, name, "");
    }

    @Override
    public Optional<ChangeView> find(String change) {
        return store.find(change).map(this::view);
    }

    @Override
    public List<ChangeView> open() {
        return store.open().stream().map(this::view).toList();
    }

    @Override
    public List<ChangeView> undoable(int atMost) {
        return store.newest(Undoing.ENDED_WITH_EFFECT, LOOKED_BACK).stream()
                .map(this::view)
                .filter(ChangeView::undoable)
                .limit(atMost)
                .toList();
    }

    private ChangeView view(ChangeRequest change) {
        return change.view(Optional.ofNullable(change.undoes()).flatMap(store::find), store.newestUndo(change.id()));
    }

    private Decision decide(
            ChangeEvent event, String changeId, int version, PersonId person, String name, String note) {
        Optional<ChangeRequest> found = store.find(changeId);
        if (found.isEmpty()) {
            return new Decision.Refused(Refusal.UNKNOWN_CHANGE, null);
        }
        ChangeRequest seen = found.get();
        Optional<Refusal> against = notTheirs(event, seen, person)
                .or(() -> event == ChangeEvent.APPROVE ? notInThisMode() : Optional.empty())
                .or(() -> tooLate(seen, version));
        if (against.isPresent()) {
            return refused(event, against.get(), person, changeId, "");
        }
        String role = "";
        if (event == ChangeEvent.APPROVE) {
            ApprovalPolicy.Role held = policy.role(person);
            if (held instanceof ApprovalPolicy.Role.None none) {
                return refused(event, none.why(), person, changeId, none.detail());
            }
            role = ((ApprovalPolicy.Role.Active) held).templateId();
            if (seen.expired(ledger.now())) {
                return refused(event, Refusal.PLAN_EXPIRED, person, changeId, "");
            }
        }
        ChangeRequest.Decider decider = new ChangeRequest.Decider(
                person, clip(name, LONGEST_NAME), role, ledger.now(), clip(note.strip(), LONGEST_NOTE));
        String approvedHash = event == ChangeEvent.APPROVE ? CanonicalPlan.hash(seen.planText()) : null;
        if (!ledger.decide(seen, event, decider, approvedHash)) {
            return refused(event, Refusal.ALREADY_DECIDED, person, changeId, "");
        }
        return new Decision.Taken(view(store.find(changeId).orElseThrow()));
    }

    private Optional<Refusal> notTheirs(ChangeEvent event, ChangeRequest seen, PersonId person) {
        if (event == ChangeEvent.WITHDRAW) {
            return person.equals(seen.requester()) ? Optional.empty() : Optional.of(Refusal.NOT_ALLOWED);
        }
        return policy.againstDeciding(person, seen.requester(), Refusal.OWN_APPROVAL);
    }

    /** Whatever cards are still about. Who stops the bot in an emergency stops what is open, too. */
    private Optional<Refusal> notInThisMode() {
        return mode.changes() ? Optional.empty() : Optional.of(Refusal.NOT_IN_THIS_MODE);
    }

    private Optional<Refusal> tooLate(ChangeRequest seen, int version) {
        if (seen.state() == ChangeState.EXPIRED) {
            return Optional.of(Refusal.PLAN_EXPIRED);
        }
        if (seen.state() != ChangeState.AWAITING_APPROVAL) {
            return Optional.of(Refusal.ALREADY_DECIDED);
        }
        if (seen.expired(ledger.now())) {
            return Optional.of(Refusal.PLAN_EXPIRED);
        }
        return seen.version() == version ? Optional.empty() : Optional.of(Refusal.OLD_BUTTON);
    }

    private Decision refused(ChangeEvent event, Refusal why, PersonId person, String changeId, String detail) {
        ledger.refused(event.text(), why, person.text(), changeId, detail);
        return new Decision.Refused(why, find(changeId).orElse(null));
    }

    private Optional<Refusal> incomplete(Plan plan, String reason, boolean consentGiven) {
        if (reason.isEmpty()) {
            return Optional.of(Refusal.NO_REASON);
        }
        if (!consentGiven && Consent.neededFor(plan)) {
            return Optional.of(Refusal.NO_CONSENT);
        }
        return ledger.now().isBefore(plan.expiresAt()) ? Optional.empty() : Optional.of(Refusal.PLAN_EXPIRED);
    }

    private ChangeRequest newRequest(
            PersonId requester, String name, Plan plan, String reason, boolean consentGiven, @Nullable String undoes) {
        String text = CanonicalPlan.write(plan);
        return new ChangeRequest(
                UUID.randomUUID().toString(),
                1,
                ChangeState.AWAITING_APPROVAL,
                plan,
                text,
                CanonicalPlan.hash(text),
                clip(reason, LONGEST_NOTE),
                requester,
                clip(name, LONGEST_NAME),
                consentGiven,
                ledger.now(),
                undoes,
                null,
                null,
                Detail.NONE,
                null,
                null,
                ledger.now(),
                IntStream.range(0, plan.actions().size())
                        .mapToObj(index -> new StoredAction(
                                index,
                                plan.actions().get(index),
                                ActionState.PENDING,
                                null,
                                null,
                                null,
                                Detail.NONE,
                                java.util.Map.of(),
                                null))
                        .toList());
    }

    private static String clip(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
