package writeback.bot.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import writeback.bot.runbook.Finding;
import writeback.bot.runbook.Step;
import writeback.bot.runbook.Verdict;
import writeback.cards.Language;
import writeback.cards.Texts;

/** Texts in one reader's language, with foreign values cleaned on their way in. */
final class Words {

    private final Language language;
    private final Texts texts;

    Words(Language language) {
        this.language = language;
        this.texts = Texts.of(language);
    }

    Language language() {
        return language;
    }

    String get(String key) {
        return texts.get(key, Map.of());
    }

    /** @param args strings are foreign and get cleaned; numbers and instants are formatted */
    String get(String key, Map<String, ?> args) {
        Map<String, Object> clean = new HashMap<>();
        args.forEach((name, value) -> clean.put(name, value instanceof String text ? Clean.text(text) : value));
        return texts.get(key, clean);
    }

    /** @param args whose strings the caller has cleaned, or which are texts of ours */
    String getCleaned(String key, Map<String, ?> args) {
        return texts.get(key, args);
    }

    boolean has(String key) {
        return texts.has(key);
    }

    Optional<String> find(String key, Map<String, ?> args) {
        return texts.has(key) ? Optional.of(get(key, args)) : Optional.empty();
    }

    String at(Instant instant) {
        return language.format(instant);
    }

    /** A title and a text that has been made ready, with what the language puts between them. */
    String line(String titleKey, String ready) {
        return texts.get("card.line", Map.of("title", get(titleKey), "text", ready));
    }

    /** Every text of a numbered family: {@code key.1}, {@code key.2}, … */
    List<String> all(String key) {
        List<String> found = new ArrayList<>();
        for (int number = 1; texts.has(key + "." + number); number++) {
            found.add(get(key + "." + number));
        }
        return found;
    }

    /** What was found, in one sentence, with the domain's name in front where there are several. */
    String finding(Finding finding) {
        return finding.domain().isEmpty()
                ? sentence(finding)
                : texts.get("card.line", Map.of("title", Clean.text(finding.domain()), "text", sentence(finding)));
    }

    private String sentence(Finding finding) {
        String title = "finding." + finding.code().code() + ".title";
        if (finding.reason().equals(Finding.UNSEEN)) {
            String why = get("unseen." + camel(String.valueOf(finding.args().get("cause"))), finding.args());
            return texts.get("card.line", Map.of("title", get(title), "text", why));
        }
        if (finding.verdict() == Verdict.ACCEPTED) {
            return texts.get("card.line", Map.of("title", get(title), "text", get("accepted", finding.args())));
        }
        return get("finding." + finding.code().code() + "." + finding.reason(), named(finding));
    }

    /** What to do about it; empty when it is done. */
    Optional<String> remedy(Finding finding) {
        if (finding.reason().equals(Finding.UNSEEN)) {
            return find("remedy.unseen." + camel(String.valueOf(finding.args().get("cause"))), finding.args());
        }
        return find("remedy." + finding.code().code() + "." + finding.reason(), named(finding));
    }

    String verdict(Verdict verdict) {
        return get("verdict." + camel(verdict.name()));
    }

    String stepTitle(Step step) {
        return get("step." + key(step) + ".title");
    }

    /** The step's name in text keys. */
    static String key(Step step) {
        return switch (step) {
            case PREREQUISITES -> "prerequisites";
            case CONNECT -> "connect";
            case SIGN_IN -> "signin";
            case INTEGRATION -> "integration";
            case SCOPE -> "scope";
            case MINIMUM_AGE -> "age";
            case PROOF -> "proof";
        };
    }

    /** {@code AWAITING_APPROVAL} as text keys spell it: {@code awaitingApproval}. */
    static String camel(String constant) {
        StringBuilder out = new StringBuilder();
        boolean capital = false;
        for (char letter : constant.toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter == '_' || letter == '-') {
                capital = true;
            } else {
                out.append(capital ? Character.toUpperCase(letter) : letter);
                capital = false;
            }
        }
        return out.toString();
    }

    /** Roles travel as template ids, why a policy wins as a code; both are read as texts. */
    private Map<String, Object> named(Finding finding) {
        Map<String, Object> args = new HashMap<>(finding.args());
        args.computeIfPresent("role", (name, id) -> find("role." + id, Map.of()).orElse(String.valueOf(id)));
        args.computeIfPresent(
                "because", (name, code) -> code.equals("") ? "" : texts.get("because." + code, finding.args()));
        return args;
    }
}
