package writeback.bot.chat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Component;
import writeback.bot.observation.UserObservation;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.UserSighting;
import writeback.relay.protocol.fact.Cause;

/** From "explain this user" to the card that does. */
@Component
class ExplainCards {

    /** As long as the card's own input allows. */
    static final int LONGEST_NAME = 256;

    private final Stage stage;
    private final UserObservation users;
    private final ExplainPictures pictures;
    private final ExecutorService work;

    ExplainCards(Stage stage, UserObservation users, ExplainPictures pictures, ExecutorService chatWork) {
        this.stage = stage;
        this.users = users;
        this.pictures = pictures;
        this.work = chatWork;
    }

    /** With a name the explanation; without one the card that asks for it. */
    CompletableFuture<String> begin(Screen screen, String typed, Words words) {
        String name = Clean.flat(typed);
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(ask(screen, words));
        }
        return name.length() > LONGEST_NAME
                ? CompletableFuture.completedFuture(
                        ask(screen, "", Optional.of(words.get("explain.ask.tooLong")), words))
                : explain(screen.next(Screen.Kind.EXPLAIN, name, "", null), words);
    }

    String ask(Screen screen, Words words) {
        return ask(screen, "", Optional.empty(), words);
    }

    /** Looks afresh at the user that the card is about. */
    CompletableFuture<String> again(Screen screen, Words words) {
        return screen.target().isEmpty()
                ? CompletableFuture.completedFuture(ask(screen, words))
                : explain(screen.again(), words);
    }

    private CompletableFuture<String> explain(Screen screen, Words words) {
        stage.showLooking(screen, words);
        Screen shown = screen.again();
        return stage.follow(
                shown,
                words,
                users.observe(screen.person(), screen.target())
                        .thenApplyAsync(seen -> drawn(shown, seen, words), work));
    }

    private String drawn(Screen screen, UserSighting seen, Words words) {
        Optional<String> whom = whom(seen);
        if (whom.isPresent()) {
            String answer = words.get("explain.ask." + whom.get(), Map.of("asked", seen.asked()));
            return ask(screen, seen.asked(), Optional.of(answer), words);
        }
        return stage.show(screen, words, pictures.explanation(seen, screen, words));
    }

    /** Why it must be asked again whom it is about, as a key of the texts; empty: one user was meant. */
    static Optional<String> whom(UserSighting seen) {
        if (seen.nobody()) {
            return Optional.of("nobody");
        }
        if (seen.nobodyInDirectory()) {
            return Optional.of("notInDirectory");
        }
        String detail =
                seen.directory().fold(found -> "", unseen -> unseen.cause() == Cause.FAILED ? unseen.detail() : "");
        if (detail.startsWith(PremisesReading.SEVERAL_ACCOUNTS)) {
            return Optional.of("several");
        }
        return detail.startsWith(PremisesReading.NOT_A_USER) ? Optional.of("notAUser") : Optional.empty();
    }

    private String ask(Screen screen, String user, Optional<String> answer, Words words) {
        Screen shown = screen.next(Screen.Kind.EXPLAIN, "", "", null);
        return stage.show(shown, words, pictures.whom(user, answer, shown, words));
    }
}
