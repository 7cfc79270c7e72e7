package writeback.bot.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import writeback.bot.change.ChangeDesk;
import writeback.bot.change.ChangeView;
import writeback.bot.change.UndoPlan;
import writeback.relay.protocol.plan.CanonicalPlan;

/** From "undo" or a change's card to the plan that takes it back, which another person approves like any other. */
@Component
class UndoCards {

    /** As many as Teams shows buttons side by side. */
    private static final int OFFERED_AT_MOST = 5;

    private final ChangeDesk desk;
    private final ChangePictures pictures;
    private final ChatSettings settings;
    private final Stage stage;

    UndoCards(ChangeDesk desk, ChangePictures pictures, ChatSettings settings, Stage stage) {
        this.desk = desk;
        this.pictures = pictures;
        this.settings = settings;
        this.stage = stage;
    }

    /** Shows on a card of its own what would take a change back; the pressed card stays as it is. */
    String plan(Press press, Screen screen, Words words) {
        if (!settings.changes()) {
            return stage.refuse(press, words, "notInThisMode", Map.of());
        }
        String id = screen.change().isEmpty() ? press.target() : screen.change();
        UndoPlan undo = desk.planUndo(press.speaker().person(), id);
        if (undo instanceof UndoPlan.Refused refused) {
            return stage.refuse(press, words, refused.why(), refused.change());
        }
        UndoPlan.Planned planned = (UndoPlan.Planned) undo;
        Screen shown = stage.open(press.speaker(), press.talk(), Screen.Kind.PLAN)
                .next(Screen.Kind.PLAN, planned.undone().id(), "", CanonicalPlan.write(planned.plan()));
        String card = stage.show(shown, words, pictures.plan(planned.plan(), planned.undone(), shown, words));
        return stage.standing(press).orElse(card);
    }

    /** Offers the newest changes that can be taken back. By itself it takes nothing back. */
    void list(Screen screen, Words words) {
        if (!settings.changes()) {
            stage.refuse(
                    screen.person(), screen.displayName(), screen.conversation(), words, "notInThisMode", Map.of());
            return;
        }
        Buttons buttons = new Buttons(screen, words);
        List<String> lines = new ArrayList<>();
        List<Map<String, Object>> pressable = new ArrayList<>();
        for (ChangeView change : desk.undoable(OFFERED_AT_MOST)) {
            int number = lines.size() + 1;
            lines.add(words.get(
                    "undo.change",
                    Map.of(
                            "number", number,
                            "title", Clean.plain(pictures.title(change.plan(), words)),
                            "at", change.requestedAt(),
                            "name", change.requesterName())));
            pressable.add(buttons.titled(
                    words.get("button.planUndoOf", Map.of("number", number)), Buttons.UNDO, change.id()));
        }
        String text = words.get(lines.isEmpty() ? "undo.none" : "undo.which");
        lines.add(words.get("undo.open"));
        stage.notice(screen, words, text, lines, pressable);
    }
}
