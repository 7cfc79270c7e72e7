package writeback.bot.chat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.SignInDesk;
import writeback.bot.identity.Trust;
import writeback.bot.schedule.EventHandler;
import writeback.cards.CardName;

/** The sign-in link on a card, and the card that updates itself when the sign-in has succeeded. */
@Component
class SignInCards implements EventHandler {

    private static final Duration LINK_LIVES = Duration.ofMinutes(10);

    private final SignInDesk desk;
    private final Stage stage;
    private final Screens screens;
    private final RunbookCards runbook;
    private final Looks looks;
    private final Trust trust;
    private final Clock clock;

    SignInCards(
            SignInDesk desk,
            Stage stage,
            Screens screens,
            RunbookCards runbook,
            Looks looks,
            Trust trust,
            Clock clock) {
        this.desk = desk;
        this.stage = stage;
        this.screens = screens;
        this.runbook = runbook;
        this.looks = looks;
        this.trust = trust;
        this.clock = clock;
    }

    String show(Screen screen, Words words) {
        Screen shown = screen.next(Screen.Kind.SIGN_IN, "", "", null);
        URI link = desk.link(screen.person(), screen.displayName(), screen.conversation());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("person", Clean.text(screen.displayName()));
        model.put(
                "lines",
                List.of(
                        Map.of("text", words.get("signin.lines.why")),
                        Map.of("text", words.get("signin.lines.updates"))));
        model.put("hasLink", true);
        model.put("url", link.toString());
        model.put("expires", words.at(clock.instant().plus(LINK_LIVES)));
        // The browser shows a code only when another account signed in; the field is there for that case.
        model.put("needsCode", true);
        model.put("confirm", new Buttons(shown, words).press(Buttons.CODE, ""));
        return stage.show(shown, words, new Picture(CardName.SIGNIN, words.get("card.signin.title"), model));
    }

    @Override
    public String topic() {
        return SignInDesk.SIGNED_IN;
    }

    /** The card with the link goes on to the overview; handled twice, it is looked at twice. */
    @Override
    public void handle(String person) {
        PersonId id = PersonId.parse(person);
        looks.forget(id);
        screens.newest(id)
                .filter(screen -> screen.kind() == Screen.Kind.SIGN_IN || screen.kind() == Screen.Kind.OVERVIEW)
                .ifPresent(screen -> runbook.overview(screen, stage.words(id)));
    }
}
