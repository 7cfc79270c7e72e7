package writeback.bot.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.Explanation;
import writeback.bot.runbook.UserCheck;
import writeback.bot.runbook.UserFinding;
import writeback.bot.runbook.UserFinding.Weight;
import writeback.bot.runbook.UserSighting;
import writeback.cards.CardName;
import writeback.relay.protocol.fact.AccountReport;

/** The explanation of one user as a picture, and the card that asks for whom. */
@Component
class ExplainPictures {

    /** Distinguished names and entries of access lists: cut, they would say nothing. */
    private static final int LONG = 200;

    private static final Set<String> LONG_ARGUMENTS = Set.of("entries", "account", "names");

    private final Trust trust;

    ExplainPictures(Trust trust) {
        this.trust = trust;
    }

    Picture explanation(UserSighting seen, Screen screen, Words words) {
        Explanation explanation = Explanation.of(seen);
        Map<String, Object> model = model();
        String title = words.get("explain.title", Map.of("user", explanation.user()));
        String verdict =
                words.get("explain.answer." + Words.camel(explanation.answer().name()));
        model.put("title", title);
        model.put("verdictLabel", verdict);
        model.put("verdictStyle", style(explanation.answer()));
        model.put("summary", summary(explanation, words));
        Optional<String> account = account(seen, words);
        model.put("hasAccount", account.isPresent());
        account.ifPresent(text -> model.put("account", text));
        model.put("parts", parts(explanation, words));
        model.put("at", words.at(explanation.at()));
        Buttons buttons = new Buttons(screen, words);
        model.put(
                "buttons",
                List.of(
                        buttons.button("button.lookAgain", Buttons.LOOK, ""),
                        buttons.button("button.explainOther", Buttons.EXPLAIN_WHOM, ""),
                        buttons.button("button.back", Buttons.OVERVIEW, "")));
        return new Picture(CardName.EXPLAIN, title + " " + verdict, model);
    }

    /** @param answer why it asks again, when it does */
    Picture whom(String user, Optional<String> answer, Screen screen, Words words) {
        Buttons buttons = new Buttons(screen, words);
        Map<String, Object> model = model();
        model.put("hasAnswer", answer.isPresent());
        answer.ifPresent(text -> model.put("answer", text));
        model.put("user", Clean.flat(user));
        model.put("explain", buttons.press(Buttons.EXPLAIN, ""));
        model.put("buttons", List.of(buttons.button("button.back", Buttons.OVERVIEW, "")));
        return new Picture(CardName.ASKUSER, answer.orElseGet(() -> words.get("card.askuser.title")), model);
    }

    private static String summary(Explanation explanation, Words words) {
        Weight counted = explanation.answer() == Explanation.Answer.NO ? Weight.STOPS : Weight.UNKNOWN;
        long count = explanation.findings().stream()
                .filter(finding -> finding.weight() == counted)
                .count();
        return words.get("explain.summary." + Words.camel(explanation.answer().name()), Map.of("count", count));
    }

    private static Optional<String> account(UserSighting seen, Words words) {
        return seen.directory()
                .fold(found -> found, unseen -> Optional.<AccountReport>empty())
                .map(report -> words.getCleaned(
                        "explain.account",
                        Map.of(
                                "account", Clean.text(report.account().distinguishedName(), LONG),
                                "domainController", Clean.text(report.account().domainController()))));
    }

    private static List<Map<String, Object>> parts(Explanation explanation, Words words) {
        List<Map<String, Object>> parts = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (UserCheck.Part part : UserCheck.Part.values()) {
            List<Map<String, Object>> lines = explanation.findings().stream()
                    .filter(finding -> finding.check().part() == part)
                    .map(finding -> line(finding, said, words))
                    .toList();
            if (!lines.isEmpty()) {
                String title = words.get("explain.part." + Words.camel(part.name()));
                parts.add(Map.of("title", title, "lines", lines));
            }
        }
        return parts;
    }

    /** @param said remedies that stand on the card already; findings with one cause have one remedy, said once */
    private static Map<String, Object> line(UserFinding finding, Set<String> said, Words words) {
        Map<String, Object> line = new LinkedHashMap<>();
        boolean fine = finding.weight() == Weight.FINE;
        line.put("text", text(finding, words));
        line.put("isFine", fine);
        line.put("isOpen", !fine);
        if (!fine) {
            line.put(
                    "weight",
                    words.get("explain.weight." + Words.camel(finding.weight().name())));
        }
        Optional<String> remedy = remedy(finding, words).filter(said::add);
        line.put("hasRemedy", remedy.isPresent());
        remedy.ifPresent(text -> line.put("remedy", text));
        return line;
    }

    static String text(UserFinding finding, Words words) {
        if (finding.reason().equals(UserFinding.UNSEEN)) {
            String why = words.get("unseen." + cause(finding), finding.args());
            return words.getCleaned("card.line", Map.of("title", words.get(title(finding)), "text", why));
        }
        return words.getCleaned(key(finding, words), args(finding, words));
    }

    /** What to do about it; empty when it needs nothing. */
    static Optional<String> remedy(UserFinding finding, Words words) {
        if (finding.reason().equals(UserFinding.UNSEEN)) {
            return words.find("remedy.unseen." + cause(finding), finding.args());
        }
        String key = key(finding, words) + ".todo";
        return words.has(key) ? Optional.of(words.getCleaned(key, args(finding, words))) : Optional.empty();
    }

    /** The rights on the user are told by the same texts, each with its name in them. */
    static String key(UserFinding finding, Words words) {
        String own = "explain." + finding.check().code() + "." + finding.reason();
        return words.has(own) ? own : "explain.right." + finding.reason();
    }

    private static String title(UserFinding finding) {
        return "explain." + finding.check().code() + ".title";
    }

    private static String cause(UserFinding finding) {
        return Words.camel(String.valueOf(finding.args().get("cause")));
    }

    private static Map<String, Object> args(UserFinding finding, Words words) {
        Map<String, Object> args = new HashMap<>();
        finding.args()
                .forEach((name, value) -> args.put(
                        name,
                        value instanceof String text
                                ? Clean.text(text, LONG_ARGUMENTS.contains(name) ? LONG : Clean.LONGEST)
                                : value));
        if (finding.check().part() == UserCheck.Part.RIGHTS) {
            args.put("right", words.get(title(finding)));
        }
        return args;
    }

    private static String style(Explanation.Answer answer) {
        return switch (answer) {
            case YES -> "good";
            case NO -> "attention";
            case CANNOT_TELL -> "warning";
        };
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        return model;
    }
}
