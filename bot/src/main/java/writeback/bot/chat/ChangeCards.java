package writeback.bot.chat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import writeback.bot.change.ChangeDesk;
import writeback.bot.change.ChangeSettings;
import writeback.bot.change.ChangeState;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Decision;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.identity.Rights;
import writeback.bot.runbook.Planner;
import writeback.bot.schedule.EventHandler;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/**
 * Plans, requests and decisions on cards. Every move of a request redraws the cards that show it, the requester's and the
 * approvers'.
 */
@Component
class ChangeCards implements EventHandler {

    private final ChangeDesk desk;
    private final ChangeSettings changeSettings;
    private final ChangePictures pictures;
    private final ChatSettings settings;
    private final Looks looks;
    private final Stage stage;
    private final Screens screens;
    private final Asked asked;
    private final Rights rights;
    private final Administrators administrators;
    private final Clock clock;

    ChangeCards(
            ChangeDesk desk,
            ChangeSettings changeSettings,
            ChangePictures pictures,
            ChatSettings settings,
            Looks looks,
            Stage stage,
            Screens screens,
            Asked asked,
            Rights rights,
            Administrators administrators,
            Clock clock) {
        this.desk = desk;
        this.changeSettings = changeSettings;
        this.pictures = pictures;
        this.settings = settings;
        this.looks = looks;
        this.stage = stage;
        this.screens = screens;
        this.asked = asked;
        this.rights = rights;
        this.administrators = administrators;
        this.clock = clock;
    }

    /** Looks afresh and shows the plan for what was offered, if that still stands. */
    CompletableFuture<String> plan(Press press, Screen screen, Words words) {
        stage.showLooking(screen.again(), words);
        Screen shown = screen.again().again();
        return stage.follow(shown, words, looks.fresh(screen.person()).thenApply(seen -> Planner.offers(seen).stream()
                .filter(offer -> settings.changes())
                .filter(offer -> offer.key().equals(press.target()))
                .findFirst()
                .map(offer -> Planner.plan(
                        seen, offer, screen.person().text(), clock.instant().plus(changeSettings.planLifetime())))
                .map(plan -> planned(shown, plan, words))
                .orElseGet(() -> nothingToDo(shown, words))));
    }

    String ask(Press press, Screen screen, Words words) {
        String text = screen.plan();
        if (text == null) {
            return stage.refuse(press, words, "oldButton", Map.of());
        }
        PersonId person = press.speaker().person();
        String name = press.speaker().displayName();
        String reason = press.inputs().getOrDefault("reason", "").strip();
        boolean consent = Boolean.parseBoolean(press.inputs().getOrDefault("consent", "false"))
                || "yes".equals(press.inputs().get("consent"));
        Plan plan = CanonicalPlan.read(text);
        Decision decision = screen.target().isEmpty()
                ? desk.request(person, name, plan, reason, consent)
                : desk.requestUndo(person, name, plan, reason, consent, screen.target());
        if (decision instanceof Decision.Taken taken) {
            // First, so that the requester's card can say who was.
            ask(taken.change());
            return draw(screen, taken.change().id(), words);
        }
        Decision.Refused refused = (Decision.Refused) decision;
        return stage.refuse(press, words, refused.why(), refused.change());
    }

    String decide(Press press, Screen screen, Words words) {
        int version = press.target().matches("\\d{1,9}") ? Integer.parseInt(press.target()) : 0;
        PersonId person = press.speaker().person();
        String name = press.speaker().displayName();
        String note = press.inputs().getOrDefault("note", "").strip();
        Decision decision =
                switch (press.verb()) {
                    case Buttons.APPROVE -> desk.approve(screen.change(), version, person, name, note);
                    case Buttons.REJECT -> desk.reject(screen.change(), version, person, name, note);
                    default -> desk.withdraw(screen.change(), version, person);
                };
        if (decision instanceof Decision.Taken taken) {
            return draw(screen, taken.change().id(), words);
        }
        Decision.Refused refused = (Decision.Refused) decision;
        return stage.refuse(press, words, refused.why(), refused.change());
    }

    /** Draws the card again as the request stands now. */
    String show(Screen screen, Words words) {
        return draw(screen, screen.change(), words);
    }

    @Override
    public String topic() {
        return ChangeDesk.MOVED;
    }

    @Override
    public void handle(String id) {
        Optional<ChangeView> found = desk.find(id);
        if (found.isPresent()) {
            redraw(id);
            ChangeView.Related undone = found.get().undoes();
            if (undone != null) {
                redraw(undone.id());
            }
            looks.forget(found.get().requester());
        }
    }

    /** Asks whoever may approve and has no card yet, about each request that waits. */
    void askAgain() {
        desk.open().stream()
                .filter(change -> change.state() == ChangeState.AWAITING_APPROVAL)
                .forEach(change -> redraw(change.id()));
    }

    private void redraw(String id) {
        ask(find(id));
        for (Screen screen : screens.ofChange(id)) {
            Words words = stage.words(screen.person());
            stage.redraw(screen, words, now -> look(now, words));
        }
    }

    private void ask(ChangeView change) {
        if (change.state() == ChangeState.AWAITING_APPROVAL) {
            asked.ask(administrators.approversBut(change.requester()), Screen.Kind.APPROVAL, "", change.id());
        }
    }

    private String draw(Screen screen, String id, Words words) {
        return stage.draw(screen.next(Screen.Kind.CHANGE, "", id, null), words, now -> look(now, words));
    }

    private Stage.Look look(Screen screen, Words words) {
        ChangeView change = find(screen.change());
        boolean own = screen.person().equals(change.requester());
        boolean mayUndo = settings.changes() && rights.has(screen.person(), Right.ASK);
        boolean decides = !own && change.state() == ChangeState.AWAITING_APPROVAL;
        Screen shown = screen.next(decides ? Screen.Kind.APPROVAL : Screen.Kind.CHANGE, "", change.id(), null);
        return new Stage.Look(
                shown,
                decides
                        ? pictures.approval(change, shown, words)
                        : pictures.change(change, shown, words, own, mayUndo, own ? sentTo(change, words) : List.of()));
    }

    private ChangeView find(String id) {
        return desk.find(id).orElseThrow(() -> new IllegalStateException("no change " + id));
    }

    private List<String> sentTo(ChangeView change, Words words) {
        if (change.state() != ChangeState.AWAITING_APPROVAL) {
            return List.of();
        }
        List<String> names =
                asked.names(administrators.approversBut(change.requester()), Screen.Kind.APPROVAL, "", change.id());
        if (names.isEmpty()) {
            return List.of(words.get("approver.none"), words.get("approver.how"));
        }
        return List.of(words.get("approver.sent", Map.of("count", names.size(), "names", String.join(", ", names))));
    }

    private String planned(Screen screen, Plan plan, Words words) {
        Screen shown = screen.next(Screen.Kind.PLAN, "", "", CanonicalPlan.write(plan));
        return stage.show(shown, words, pictures.plan(plan, shown, words));
    }

    private String nothingToDo(Screen screen, Words words) {
        return stage.notice(
                screen.next(Screen.Kind.OVERVIEW, "", "", null),
                words,
                words.get("refusal.nothingToDo"),
                List.of(words.get("refusal.nothingToDo.todo")),
                List.of());
    }
}
