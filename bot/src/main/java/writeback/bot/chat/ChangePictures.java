package writeback.bot.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import writeback.bot.change.ChangeState;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Detail;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.Consent;
import writeback.bot.runbook.Verification;
import writeback.cards.CardName;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/** A plan, the request to approve it, and what became of it, as pictures. */
@Component
class ChangePictures {

    /** A name of the system's, and a distinguished name: an auditor must be able to read both. */
    private static final int LONGEST_OPERATOR = 300;

    /** A rehearsal that was carried out may have shown that something does not work. */
    private static final Map<String, String> DONE_STYLES = Map.of(
            "refuted", "attention",
            "refuted-there", "attention",
            "cannot-tell", "warning",
            "cannot-tell-there", "warning");

    private final Trust trust;

    ChangePictures(Trust trust) {
        this.trust = trust;
    }

    Picture plan(Plan plan, Screen screen, Words words) {
        return plan(plan, null, screen, words);
    }

    /** @param undone the change that the plan takes back, if it does */
    Picture plan(Plan plan, @Nullable ChangeView undone, Screen screen, Words words) {
        Buttons buttons = new Buttons(screen, words);
        ActionPictures actions = new ActionPictures(words);
        Map<String, Object> model = model();
        model.put("title", actions.title(plan));
        model.put("where", where(plan, words));
        undoes(
                model,
                undone == null
                        ? null
                        : words.get("change.undoes", related(undone.plan(), undone.requestedAt(), words)));
        model.put("actions", actions.all(plan));
        costs(plan, actions, model);
        Optional<String> consent = actions.consent(plan);
        model.put("hasConsent", consent.isPresent());
        consent.ifPresent(text -> model.put("consent", text));
        model.put("hash", shortHash(CanonicalPlan.hash(plan)));
        model.put("expires", words.at(plan.expiresAt()));
        model.put("ask", buttons.press(Buttons.ASK, ""));
        model.put("buttons", List.of(buttons.button("button.back", Buttons.OVERVIEW, "")));
        return new Picture(CardName.PLAN, actions.title(plan), model);
    }

    Picture approval(ChangeView change, Screen screen, Words words) {
        Buttons buttons = new Buttons(screen, words);
        ActionPictures actions = new ActionPictures(words);
        String version = String.valueOf(change.version());
        Map<String, Object> model = model();
        model.put("requester", Clean.text(change.requesterName()));
        model.put("reason", Clean.text(change.reason(), 500));
        model.put("where", where(change.plan(), words));
        undoes(model, undoes(change, words).orElse(null));
        model.put("actions", actions.all(change.plan()));
        costs(change.plan(), actions, model);
        model.put("hash", shortHash(change.planHash()));
        model.put("expires", words.at(change.plan().expiresAt()));
        model.put("approve", buttons.press(Buttons.APPROVE, version));
        model.put("reject", buttons.press(Buttons.REJECT, version));
        return new Picture(CardName.APPROVAL, actions.title(change.plan()), model);
    }

    /**
     * Where the request stands.
     *
     * @param mayUndo whether this reader may ask to take it back
     * @param said further lines, such as to whom it was sent
     */
    Picture change(ChangeView change, Screen screen, Words words, boolean own, boolean mayUndo, List<String> said) {
        Buttons buttons = new Buttons(screen, words);
        String state = state(change);
        String label = words.get("state." + state + ".label");
        String title = title(change.plan(), words);
        Map<String, Object> model = model();
        model.put("title", title);
        model.put("stateLabel", label);
        model.put("stateStyle", style(change.state()));
        model.put("lines", lines(change, words, state, said));
        model.put("actions", actions(change, words));
        model.put("facts", facts(change, words));
        model.put("hash", shortHash(change.planHash()));
        model.put("at", words.at(change.updatedAt()));
        List<Map<String, Object>> pressable = new ArrayList<>();
        if (own && change.state() == ChangeState.AWAITING_APPROVAL) {
            pressable.add(buttons.button("button.withdraw", Buttons.WITHDRAW, String.valueOf(change.version())));
        }
        if (mayUndo && change.undoable()) {
            pressable.add(buttons.button("button.planUndo", Buttons.UNDO, ""));
        }
        pressable.add(buttons.button("button.lookAgain", Buttons.LOOK, ""));
        pressable.add(buttons.button("button.back", Buttons.OVERVIEW, ""));
        model.put("buttons", pressable);
        return new Picture(CardName.CHANGE, title + " – " + label, model);
    }

    String title(Plan plan, Words words) {
        return new ActionPictures(words).title(plan);
    }

    /** What this request takes back, in words. */
    private Optional<String> undoes(ChangeView change, Words words) {
        return Optional.ofNullable(change.undoes())
                .map(undone -> words.get("change.undoes", related(undone.plan(), undone.requestedAt(), words)));
    }

    private static void undoes(Map<String, Object> model, @Nullable String text) {
        model.put("hasUndoes", text != null);
        if (text != null) {
            model.put("undoes", text);
        }
    }

    private Map<String, Object> related(Plan plan, Instant requestedAt, Words words) {
        return Map.of("title", Clean.plain(title(plan, words)), "at", requestedAt);
    }

    private String where(Plan plan, Words words) {
        return words.get("change.where", Map.of("domain", plan.actions().get(0).domain(), "place", plan.premises()));
    }

    private List<Map<String, Object>> actions(ChangeView change, Words words) {
        ActionPictures pictures = new ActionPictures(words);
        List<Map<String, Object>> all = new ArrayList<>();
        for (ChangeView.ActionOutcome view : change.outcomes()) {
            Map<String, Object> model = pictures.action(change.plan().actions().get(all.size()));
            boolean told = view.progress() != ChangeView.Progress.NOT_STARTED || change.state() == ChangeState.FAILED;
            model.put("hasOutcome", told);
            if (told) {
                model.put("outcome", outcome(change, view, words));
                model.put("outcomeStyle", style(view));
            }
            all.add(model);
        }
        return all;
    }

    /** One that waits for a person waits as a whole: the card says so first. */
    private static String state(ChangeView change) {
        boolean waits = change.state() == ChangeState.APPLYING
                && change.outcomes().stream().anyMatch(view -> view.progress() == ChangeView.Progress.WAITING);
        return waits ? "waitingForOperator" : Words.camel(change.state().name());
    }

    private static String outcome(ChangeView change, ChangeView.ActionOutcome view, Words words) {
        String code = view.how().code();
        if (code.isEmpty()) {
            return words.get(
                    view.progress() == ChangeView.Progress.NOT_STARTED ? "outcome.notStarted" : "outcome.underway");
        }
        Map<String, Object> args = named(view.how(), words);
        args.put("change", change.id());
        args.put("until", change.plan().expiresAt());
        if (view.at() != null) {
            args.put("at", view.at());
        }
        String outcome = words.get("outcome." + Words.camel(code), args);
        return view.operator().isEmpty()
                ? outcome
                : words.getCleaned(
                        "outcome.carriedOutBy",
                        Map.of("outcome", outcome, "operator", Clean.text(view.operator(), LONGEST_OPERATOR)));
    }

    private List<Map<String, Object>> lines(ChangeView change, Words words, String state, List<String> said) {
        List<Map<String, Object>> lines = new ArrayList<>();
        boolean rehearsed = change.state() == ChangeState.DONE && isRehearsal(change.plan());
        lines.add(Map.of("text", words.get(rehearsed ? "state.done.rehearsal" : "state." + state + ".text")));
        said.forEach(line -> lines.add(Map.of("text", line)));
        if (!change.why().code().isEmpty()) {
            lines.add(Map.of(
                    "text",
                    words.get("change.detail." + Words.camel(change.why().code()), named(change.why(), words))));
        }
        return lines;
    }

    /** Every argument that a text of this family may name, so that none is missing whatever the code brought along. */
    private static Map<String, Object> named(Detail detail, Words words) {
        Map<String, Object> args = new LinkedHashMap<>();
        for (String name : List.of(
                "account",
                "backup",
                "beforeDays",
                "afterDays",
                "code",
                "detail",
                "domainController",
                "relay",
                "server",
                "setting",
                "why")) {
            args.put(name, detail.args().getOrDefault(name, ""));
        }
        if (detail.code().equals("refused")) {
            args.put("why", refusal(detail.args().getOrDefault("code", ""), words));
        }
        return args;
    }

    /** The relay's code as a sentence; one that we do not know, of a newer relay say, as it is. */
    private static String refusal(String code, Words words) {
        String key = "relayRefusal." + Words.camel(code);
        return words.has(key) ? words.get(key) : words.getCleaned("relayRefusal.other", Map.of("code", code));
    }

    private List<Map<String, Object>> facts(ChangeView change, Words words) {
        List<Map<String, Object>> facts = new ArrayList<>();
        fact(facts, words, "requestedBy", Clean.text(change.requesterName()));
        fact(facts, words, "requestedAt", words.at(change.requestedAt()));
        fact(facts, words, "reason", Clean.text(change.reason(), 500));
        ChangeView.Related undone = change.undoes();
        if (undone != null) {
            fact(facts, words, "undoes", words.get("change.related", standing(undone, words)));
        }
        if (change.consentGiven() && Consent.neededFor(change.plan())) {
            fact(
                    facts,
                    words,
                    "consent",
                    words.get(
                            "change.consent",
                            Map.of(
                                    "name", change.requesterName(),
                                    "at", change.requestedAt(),
                                    "hash", shortHash(change.planHash()))));
        }
        Instant decidedAt = change.decidedAt();
        if (decidedAt != null && change.state() != ChangeState.WITHDRAWN) {
            String verb = change.state() == ChangeState.REJECTED ? "rejected" : "approved";
            fact(facts, words, verb + "By", Clean.text(change.deciderName()));
            fact(facts, words, verb + "At", words.at(decidedAt));
        }
        if (!change.note().isEmpty()) {
            fact(facts, words, "note", Clean.text(change.note(), 500));
        }
        ChangeView.Related undo = change.undoneBy();
        if (undo != null) {
            fact(facts, words, "undoneBy", words.get("change.related", standing(undo, words)));
        }
        Instant nextLook = change.nextLookAt();
        if (nextLook != null) {
            fact(facts, words, "nextLook", words.at(nextLook));
        }
        Instant until = change.lookUntil();
        if (until != null && nextLook != null) {
            fact(facts, words, "deadline", words.at(until));
        }
        return facts;
    }

    private Map<String, Object> standing(ChangeView.Related other, Words words) {
        Map<String, Object> args = new LinkedHashMap<>(related(other.plan(), other.requestedAt(), words));
        args.put("state", words.get("state." + Words.camel(other.state().name()) + ".label"));
        return args;
    }

    private static void fact(List<Map<String, Object>> facts, Words words, String key, String value) {
        facts.add(Map.of("title", words.get("fact." + key), "value", value));
    }

    private static void costs(Plan plan, ActionPictures actions, Map<String, Object> model) {
        model.put("hasCosts", true);
        model.put("costs", actions.costs(plan));
    }

    /** Carried out, a rehearsal may have refuted what it was to prove; its actions say which. */
    private static boolean isRehearsal(Plan plan) {
        return plan.actions().stream().allMatch(Verification::leavesNothing);
    }

    /** Enough of the hash to compare by eye with the other person's card. */
    private static String shortHash(String hash) {
        return hash.substring(0, 4) + " " + hash.substring(4, 8) + " " + hash.substring(8, 12);
    }

    private static String style(ChangeState state) {
        return switch (state) {
            case DONE -> "good";
            case FAILED, IN_DOUBT -> "attention";
            case UNVERIFIED, STALE, EXPIRED, REJECTED, WITHDRAWN -> "warning";
            case AWAITING_APPROVAL, APPROVED, APPLYING, VERIFYING -> "accent";
        };
    }

    private static String style(ChangeView.ActionOutcome view) {
        return switch (view.progress()) {
            case DONE -> DONE_STYLES.getOrDefault(view.how().code(), "good");
            case REFUSED, FAILED, IN_DOUBT -> "attention";
            case WAITING -> "warning";
            case STARTED -> "accent";
            case NOT_STARTED -> "default";
        };
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        return model;
    }
}
