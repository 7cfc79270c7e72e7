package writeback.bot.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.change.ChangeDesk;
import writeback.bot.change.ChangeView;
import writeback.bot.identity.Right;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignedIn;
import writeback.bot.identity.Trust;
import writeback.cards.CardName;
import writeback.cards.Language;

/** What each typed command does. */
@Component
class Commands {

    private final Gate gate;
    private final Stage stage;
    private final Readers readers;
    private final RunbookCards runbook;
    private final SignInCards signIn;
    private final RehearsalCards rehearsal;
    private final ExplainCards explain;
    private final UndoCards undo;
    private final CoverageCards coverage;
    private final ChangePictures changePictures;
    private final Sessions sessions;
    private final ChangeDesk changes;
    private final RelayCards relayCards;
    private final RelayList relayList;
    private final Looks looks;
    private final Trust trust;

    Commands(
            Gate gate,
            Stage stage,
            Readers readers,
            RunbookCards runbook,
            SignInCards signIn,
            RehearsalCards rehearsal,
            ExplainCards explain,
            UndoCards undo,
            CoverageCards coverage,
            ChangePictures changePictures,
            Sessions sessions,
            ChangeDesk changes,
            RelayCards relayCards,
            RelayList relayList,
            Looks looks,
            Trust trust) {
        this.gate = gate;
        this.stage = stage;
        this.readers = readers;
        this.runbook = runbook;
        this.signIn = signIn;
        this.rehearsal = rehearsal;
        this.explain = explain;
        this.undo = undo;
        this.coverage = coverage;
        this.changePictures = changePictures;
        this.sessions = sessions;
        this.changes = changes;
        this.relayCards = relayCards;
        this.relayList = relayList;
        this.looks = looks;
        this.trust = trust;
    }

    void run(Speaker speaker, Talk talk, Command.Understood understood, Words words) {
        if (understood instanceof Command.Understood.Unknown unknown) {
            // Strangers learn no more than what everybody may do.
            if (!refused(speaker, talk, Optional.empty(), words)) {
                help(speaker, talk, suggestion(unknown, words), words);
            }
            return;
        }
        Command.Understood.Known known = (Command.Understood.Known) understood;
        if (refused(speaker, talk, known.command().needs(), words)) {
            return;
        }
        switch (known.command()) {
            case HELP -> help(speaker, talk, Optional.empty(), words);
            case CHECK, ENABLE -> runbook.overview(stage.open(speaker, talk, Screen.Kind.OVERVIEW), words);
            case STATUS -> status(speaker, talk, words);
            case SIGN_IN ->
                personal(
                        speaker, talk, words, () -> signIn.show(stage.open(speaker, talk, Screen.Kind.SIGN_IN), words));
            case SIGN_OUT -> signOut(speaker, talk, words);
            case REHEARSE -> rehearsal.begin(stage.open(speaker, talk, Screen.Kind.REHEARSAL), known.argument(), words);
            case EXPLAIN -> explain.begin(stage.open(speaker, talk, Screen.Kind.EXPLAIN), known.argument(), words);
            case UNDO -> undo.list(stage.open(speaker, talk, Screen.Kind.UNDO), words);
            case COVERAGE -> coverage.begin(stage.open(speaker, talk, Screen.Kind.COVERAGE), known.argument(), words);
            case RELAYS -> relayList.show(stage.open(speaker, talk, Screen.Kind.RELAYS), words);
            case ADD_RELAY ->
                relayCards.add(stage.open(speaker, talk, Screen.Kind.RELAY_CODE), known.argument(), words);
            case REMOVE_RELAY ->
                relayList.remove(stage.open(speaker, talk, Screen.Kind.RELAY_REMOVAL), known.argument(), words);
            case LANGUAGE -> language(speaker, talk, known, words);
        }
    }

    void welcome(Speaker speaker, Talk talk, Words words) {
        notice(speaker, talk, words, words.get("notice.welcome"), List.of());
    }

    private boolean refused(Speaker speaker, Talk talk, Optional<Right> needed, Words words) {
        Optional<String> refusal = gate.refuses(speaker.person(), needed, talk);
        refusal.ifPresent(
                why -> stage.refuse(speaker.person(), speaker.displayName(), talk.id(), words, why, Map.of()));
        return refusal.isPresent();
    }

    private void personal(Speaker speaker, Talk talk, Words words, Runnable action) {
        if (talk.kind() == Talk.Kind.PERSONAL) {
            action.run();
        } else {
            stage.refuse(speaker.person(), speaker.displayName(), talk.id(), words, "notPersonal", Map.of());
        }
    }

    private static Optional<String> suggestion(Command.Understood.Unknown unknown, Words words) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("typed", unknown.typed());
        return Optional.of(unknown.nearest()
                .map(near -> {
                    args.put("command", words.get("command." + near.key() + ".word"));
                    return words.get("command.suggestion", args);
                })
                .orElseGet(() -> words.get("command.unknown", args)));
    }

    private void help(Speaker speaker, Talk talk, Optional<String> suggestion, Words words) {
        Screen screen = stage.open(speaker, talk, Screen.Kind.HELP);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Command command : Command.values()) {
            if (command.needs().isEmpty()
                    || gate.has(speaker.person(), command.needs().get())) {
                String key = "command." + command.key();
                all.add(Map.of("command", words.get(key + ".word"), "text", words.get(key + ".text")));
            }
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("hasSuggestion", suggestion.isPresent());
        suggestion.ifPresent(text -> model.put("suggestion", text));
        model.put("commands", all);
        Buttons buttons = new Buttons(screen, words);
        List<Map<String, Object>> pressable = new ArrayList<>();
        if (gate.has(speaker.person(), Right.READ)) {
            pressable.add(buttons.button("button.enable", Buttons.OVERVIEW, ""));
        }
        model.put("buttons", pressable);
        stage.show(screen, words, new Picture(CardName.HELP, words.get("card.help.title"), model));
    }

    private void status(Speaker speaker, Talk talk, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(sessions.of(speaker.person())
                .map(session -> words.get("status.signedIn", Map.of("account", session.account())))
                .orElseGet(() -> words.get("status.signedOut")));
        lines.addAll(relayList.status(words));
        List<ChangeView> open = changes.open();
        if (open.isEmpty()) {
            lines.add(words.get("status.noChange"));
        }
        for (ChangeView change : open) {
            String state = words.get("state." + Words.camel(change.state().name()) + ".label");
            lines.add(words.get(
                    "status.change", Map.of("title", changePictures.title(change.plan(), words), "state", state)));
        }
        notice(speaker, talk, words, words.get("status.title"), lines);
    }

    private void signOut(Speaker speaker, Talk talk, Words words) {
        Optional<SignedIn> session = sessions.of(speaker.person());
        sessions.signOut(speaker.person());
        looks.forget(speaker.person());
        notice(speaker, talk, words, words.get(session.isPresent() ? "signin.out" : "signin.notIn"), List.of());
    }

    private void language(Speaker speaker, Talk talk, Command.Understood.Known known, Words words) {
        String wanted = CommandWords.fold(known.argument());
        boolean english = wanted.startsWith("en") || wanted.startsWith("ang");
        boolean french = wanted.startsWith("fr");
        if (!english && !french) {
            notice(speaker, talk, words, words.get("language.unknown"), List.of());
            return;
        }
        Language language = french ? Language.FR : Language.EN;
        readers.choose(speaker.person(), language);
        Words chosen = new Words(language);
        notice(speaker, talk, chosen, chosen.get("language.now"), List.of());
    }

    private void notice(Speaker speaker, Talk talk, Words words, String text, List<String> lines) {
        stage.notice(stage.open(speaker, talk, Screen.Kind.NOTICE), words, text, lines, List.of());
    }
}
