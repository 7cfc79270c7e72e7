package writeback.bot.chat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import writeback.bot.identity.Right;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignInDesk;
import writeback.bot.identity.SignedIn;
import writeback.bot.runbook.Step;

/** What each pressed button does. An older button, or one of another person's card, changes nothing. */
@Component
class Presses {

    /**
     * What these mean stands on the card, so it must be the card as it stands. Decisions carry the version of the request
     * itself; the others only turn cards, and an update may overtake the finger.
     */
    private static final Set<String> BOUND_TO_CONTENT = Set.of(Buttons.ASK, Buttons.CONFIRM);

    private final Gate gate;
    private final Stage stage;
    private final Screens screens;
    private final RunbookCards runbook;
    private final ChangeCards changes;
    private final UndoCards undo;
    private final SignInCards signIn;
    private final RehearsalCards rehearsal;
    private final ExplainCards explain;
    private final CoverageCards coverage;
    private final RelayCards relayCards;
    private final RelayList relayList;
    private final SignInDesk signInDesk;
    private final Sessions sessions;
    private final Clock clock;

    Presses(
            Gate gate,
            Stage stage,
            Screens screens,
            RunbookCards runbook,
            ChangeCards changes,
            UndoCards undo,
            SignInCards signIn,
            RehearsalCards rehearsal,
            ExplainCards explain,
            CoverageCards coverage,
            RelayCards relayCards,
            RelayList relayList,
            SignInDesk signInDesk,
            Sessions sessions,
            Clock clock) {
        this.gate = gate;
        this.stage = stage;
        this.screens = screens;
        this.runbook = runbook;
        this.changes = changes;
        this.undo = undo;
        this.signIn = signIn;
        this.rehearsal = rehearsal;
        this.explain = explain;
        this.coverage = coverage;
        this.relayCards = relayCards;
        this.relayList = relayList;
        this.signInDesk = signInDesk;
        this.sessions = sessions;
        this.clock = clock;
    }

    CompletableFuture<String> run(Press press, Words words) {
        Optional<Screen> found = screens.find(press.card());
        if (found.isEmpty()) {
            return refuse(press, words, "oldButton");
        }
        Screen screen = found.get();
        if (!screen.person().equals(press.speaker().person())) {
            return refuse(press, words, "notYours");
        }
        Optional<String> refusal = gate.refuses(press.speaker().person(), needs(press.verb()), press.talk());
        if (refusal.isPresent()) {
            return refuse(press, words, refusal.get());
        }
        if (screen.version() != press.version() && BOUND_TO_CONTENT.contains(press.verb())) {
            return refuse(press, words, "oldButton");
        }
        return switch (press.verb()) {
            case Buttons.LOOK -> look(screen, words);
            case Buttons.OVERVIEW ->
                screen.kind() == Screen.Kind.HELP
                        ? runbook.overview(screen, words)
                        : runbook.recentOverview(screen, words);
            case Buttons.STEP ->
                step(press).map(step -> runbook.recentStep(screen, step, words)).orElseGet(() -> refuse(press, words));
            case Buttons.CONFIRM ->
                step(press).map(step -> confirm(press, screen, step, words)).orElseGet(() -> refuse(press, words));
            case Buttons.SIGN_IN -> done(signIn.show(screen, words));
            case Buttons.CODE -> code(press, screen, words);
            case Buttons.PLAN -> changes.plan(press, screen, words);
            case Buttons.UNDO -> done(undo.plan(press, screen, words));
            case Buttons.ASK -> done(changes.ask(press, screen, words));
            case Buttons.APPROVE, Buttons.REJECT, Buttons.WITHDRAW -> done(changes.decide(press, screen, words));
            case Buttons.REHEARSAL -> rehearsal.begin(screen, "", words);
            case Buttons.REHEARSE ->
                rehearsal.begin(screen.again(), press.inputs().getOrDefault("account", ""), words);
            case Buttons.EXPLAIN_WHOM -> done(explain.ask(screen, words));
            case Buttons.EXPLAIN -> explain.begin(screen, press.inputs().getOrDefault("user", ""), words);
            case Buttons.CANCEL -> done(coverage.cancel(screen, words));
            case Buttons.DOWNLOAD -> done(coverage.download(screen, words));
            case Buttons.RELAYS -> done(relayList.show(screen, words));
            case Buttons.OPEN_RELAY -> done(relayCards.open(press, screen, words));
            case Buttons.CONFIRM_RELAY, Buttons.TURN_DOWN_RELAY ->
                screen.kind() == Screen.Kind.RELAY
                        ? done(relayCards.decide(press, screen, words))
                        : refuse(press, words);
            case Buttons.REMOVE_RELAY ->
                screen.kind() == Screen.Kind.RELAY_REMOVAL
                        ? done(relayList.removeNow(press, screen, words))
                        : refuse(press, words);
            default -> refuse(press, words);
        };
    }

    /** Looking needs the right to read; signing in needs none; the rest must be allowed to ask or to approve. */
    private static Optional<Right> needs(String verb) {
        return switch (verb) {
            case Buttons.SIGN_IN, Buttons.CODE -> Optional.empty();
            case Buttons.LOOK,
                    Buttons.OVERVIEW,
                    Buttons.STEP,
                    Buttons.EXPLAIN_WHOM,
                    Buttons.EXPLAIN,
                    Buttons.CANCEL,
                    Buttons.DOWNLOAD,
                    Buttons.RELAYS,
                    Buttons.OPEN_RELAY -> Optional.of(Right.READ);
            case Buttons.APPROVE, Buttons.REJECT, Buttons.CONFIRM_RELAY, Buttons.TURN_DOWN_RELAY ->
                Optional.of(Right.APPROVE);
            default -> Optional.of(Right.ASK);
        };
    }

    private CompletableFuture<String> look(Screen screen, Words words) {
        return switch (screen.kind()) {
            case STEP -> runbook.step(screen, Step.valueOf(screen.target()), words);
            case EXPLAIN -> explain.again(screen, words);
            case CHANGE, APPROVAL -> done(changes.show(screen, words));
            case COVERAGE -> done(coverage.look(screen, words));
            case RELAYS -> done(relayList.show(screen, words));
            default -> runbook.overview(screen, words);
        };
    }

    /** Step 1 is read back; steps 3a and 3b are a person's word, so it must be known whose. */
    private CompletableFuture<String> confirm(Press press, Screen screen, Step step, Words words) {
        if (step == Step.INTEGRATION || step == Step.SCOPE) {
            Optional<SignedIn> session = sessions.of(press.speaker().person());
            if (session.isEmpty()) {
                return refuse(press, words, "notSignedIn");
            }
            Instant now = clock.instant();
            runbook.confirm(screen, step, session.get(), now);
        }
        return runbook.step(screen, step, words);
    }

    private CompletableFuture<String> code(Press press, Screen screen, Words words) {
        SignInDesk.CodeOutcome outcome = signInDesk.confirm(
                press.speaker().person(), press.talk().id(), press.inputs().getOrDefault("code", ""));
        if (outcome == SignInDesk.CodeOutcome.ACCEPTED) {
            return runbook.overview(screen, words);
        }
        String text = outcome == SignInDesk.CodeOutcome.WRONG ? "signin.wrongCode" : "signin.failed";
        stage.notice(
                stage.open(press.speaker(), press.talk(), Screen.Kind.NOTICE),
                words,
                words.get(text),
                List.of(),
                List.of());
        return done(signIn.show(screen, words));
    }

    private static Optional<Step> step(Press press) {
        for (Step step : Step.values()) {
            if (step.name().equals(press.target())) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private CompletableFuture<String> refuse(Press press, Words words) {
        return refuse(press, words, "oldButton");
    }

    private CompletableFuture<String> refuse(Press press, Words words, String refusal) {
        return done(stage.refuse(press, words, refusal, Map.of()));
    }

    private static CompletableFuture<String> done(String card) {
        return CompletableFuture.completedFuture(card);
    }
}
