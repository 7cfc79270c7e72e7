package writeback.bot.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** Buttons of one screen. They carry the card's name and version, and what they are about; nothing else. */
final class Buttons {

    static final String LOOK = "look";
    static final String OVERVIEW = "overview";
    static final String STEP = "step";
    static final String CONFIRM = "confirm";
    static final String PLAN = "plan";
    static final String UNDO = "undo";
    static final String ASK = "ask";
    static final String APPROVE = "approve";
    static final String REJECT = "reject";
    static final String WITHDRAW = "withdraw";
    static final String SIGN_IN = "signIn";
    static final String CODE = "code";
    static final String REHEARSAL = "rehearsal";
    static final String REHEARSE = "rehearse";
    static final String EXPLAIN_WHOM = "explainWhom";
    static final String EXPLAIN = "explain";
    static final String CANCEL = "cancel";
    static final String DOWNLOAD = "download";
    static final String CONFIRM_RELAY = "confirmRelay";
    static final String TURN_DOWN_RELAY = "turnDownRelay";
    static final String REMOVE_RELAY = "removeRelay";
    static final String OPEN_RELAY = "openRelay";
    static final String RELAYS = "relays";
    static final String COMMAND = "command";

    private final Screen screen;
    private final Words words;

    Buttons(Screen screen, Words words) {
        this.screen = screen;
        this.words = words;
    }

    Map<String, Object> button(String textKey, String verb, String target) {
        return titled(words.get(textKey), verb, target);
    }

    Map<String, Object> titled(String title, String verb, String target) {
        Map<String, Object> button = new LinkedHashMap<>(press(verb, target));
        button.put("title", title);
        return button;
    }

    /** A button whose title the template knows. */
    Map<String, Object> press(String verb, String target) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("card", screen.card());
        data.put("version", screen.version());
        if (!screen.change().isEmpty()) {
            data.put("change", screen.change());
        }
        if (!target.isEmpty()) {
            data.put("target", target);
        }
        return Map.of("verb", verb, "data", data);
    }
}
