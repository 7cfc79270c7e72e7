package writeback.bot.chat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import writeback.cards.Language;

/**
 * Understands commands in English and French, whatever the case, with or without accents, with non-breaking spaces and
 * typographic apostrophes. Infinitive, imperative and noun are taken for the same in French.
 */
final class CommandWords {

    private static final Map<Command, List<String>> ENGLISH = Map.ofEntries(
            Map.entry(Command.HELP, List.of("help", "?", "hello", "hi")),
            Map.entry(Command.CHECK, List.of("check", "verify")),
            Map.entry(Command.ENABLE, List.of("enable")),
            Map.entry(Command.STATUS, List.of("status")),
            Map.entry(Command.EXPLAIN, List.of("explain", "why")),
            Map.entry(Command.SIGN_IN, List.of("sign in", "signin", "login", "log in")),
            Map.entry(Command.SIGN_OUT, List.of("sign out", "signout", "logout", "log out")),
            Map.entry(Command.REHEARSE, List.of("rehearse", "rehearsal")),
            Map.entry(Command.UNDO, List.of("undo")),
            Map.entry(Command.COVERAGE, List.of("coverage")),
            Map.entry(Command.RELAYS, List.of("relays")),
            Map.entry(Command.ADD_RELAY, List.of("add relay", "add a relay")),
            Map.entry(Command.REMOVE_RELAY, List.of("remove relay", "remove the relay")),
            Map.entry(Command.LANGUAGE, List.of("language")));

    private static final Map<Command, List<String>> FRENCH = Map.ofEntries(
            Map.entry(Command.HELP, List.of("aide", "aider", "bonjour")),
            Map.entry(
                    Command.CHECK,
                    List.of("verifier", "verifiez", "verification", "controler", "controlez", "controle", "valider")),
            Map.entry(Command.ENABLE, List.of("activer", "activez", "activation")),
            Map.entry(Command.STATUS, List.of("etat", "statut")),
            Map.entry(Command.EXPLAIN, List.of("expliquer", "expliquez", "explication", "pourquoi")),
            Map.entry(Command.SIGN_IN, List.of("connexion", "se connecter", "connecter", "connectez")),
            Map.entry(Command.SIGN_OUT, List.of("deconnexion", "se deconnecter", "deconnecter", "deconnectez")),
            Map.entry(Command.REHEARSE, List.of("tester", "testez", "essai", "essai reel")),
            // "Annuler" is to withdraw as well; this command takes nothing back by itself, it asks which.
            Map.entry(
                    Command.UNDO,
                    List.of("restaurer", "restaurez", "restauration", "annuler", "annulez", "annulation", "defaire")),
            Map.entry(Command.COVERAGE, List.of("couverture")),
            Map.entry(Command.RELAYS, List.of("relais")),
            Map.entry(
                    Command.ADD_RELAY,
                    List.of("ajouter un relais", "ajouter le relais", "ajouter relais", "ajoutez un relais")),
            Map.entry(
                    Command.REMOVE_RELAY,
                    List.of("retirer le relais", "retirer un relais", "retirer relais", "retirez le relais")),
            Map.entry(Command.LANGUAGE, List.of("langue")));

    private static final List<Word> WORDS = words();

    private CommandWords() {}

    private record Word(String text, Command command, Language language) {}

    static Command.Understood understand(String typed) {
        String folded = fold(typed);
        for (Word word : WORDS) {
            if (folded.equals(word.text()) || folded.startsWith(word.text() + " ")) {
                return new Command.Understood.Known(
                        word.command(), argument(typed, word.text()), Optional.of(word.language()));
            }
        }
        return new Command.Understood.Unknown(typed, nearest(folded));
    }

    /** Lower case, no marks, plain spaces and apostrophes, single spaces. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace('’', '\'')
                .replaceAll("[\\s\\u00A0\\u202F]+", " ")
                .strip();
    }

    /** The rest of the line as it was typed, found by counting the words that the command took. */
    private static String argument(String typed, String word) {
        String[] parts = typed.strip().split("[\\s\\u00A0\\u202F]+", word.split(" ").length + 1);
        return parts.length > word.split(" ").length ? parts[parts.length - 1].strip() : "";
    }

    private static Optional<Command> nearest(String folded) {
        String[] parts = folded.split(" ");
        return WORDS.stream()
                .filter(word -> word.text().length() > 2)
                .map(word -> {
                    int count = Math.min(parts.length, word.text().split(" ").length);
                    String start = String.join(" ", List.of(parts).subList(0, count));
                    return Map.entry(word, distance(start, word.text()));
                })
                .filter(near ->
                        near.getValue() <= Math.max(1, near.getKey().text().length() / 3))
                .min(Map.Entry.comparingByValue())
                .map(near -> near.getKey().command());
    }

    /** Levenshtein's distance, where two neighbours changed round count as one slip. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + swap, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static List<Word> words() {
        List<Word> all = new ArrayList<>();
        ENGLISH.forEach((command, texts) -> texts.forEach(text -> all.add(new Word(text, command, Language.EN))));
        FRENCH.forEach((command, texts) -> texts.forEach(text -> all.add(new Word(text, command, Language.FR))));
        // Longer first: "essai réel pilot" is not an account called "réel pilot".
        all.sort(Comparator.comparing((Word word) -> word.text().length()).reversed());
        return List.copyOf(all);
    }
}
