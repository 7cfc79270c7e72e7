package writeback.bot.chat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.identity.Trust;
import writeback.bot.runbook.Assessment;
import writeback.bot.runbook.Finding;
import writeback.bot.runbook.FindingCode;
import writeback.bot.runbook.PlanOffer;
import writeback.bot.runbook.Step;
import writeback.bot.runbook.StepAssessment;
import writeback.bot.runbook.Verdict;
import writeback.cards.CardName;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** The overview and each step, as pictures of an assessment. */
@Component
class RunbookPictures {

    private static final Map<FindingCode, String> CLAIMS = Map.of(
            FindingCode.PROOF_POLICY, "policy",
            FindingCode.PROOF_CHANNEL, "channel",
            FindingCode.PROOF_SELF_SERVICE, "selfservice");

    /** Beside the other buttons of a step, as many as Teams shows. */
    private static final int OFFERED_AT_MOST = 4;

    private final ChatSettings settings;
    private final Trust trust;

    RunbookPictures(ChatSettings settings, Trust trust) {
        // A deep link asks an administrator to sign in there.
        trust.check("writeback.chat.portal", settings.portal());
        this.settings = settings;
        this.trust = trust;
    }

    Picture overview(Assessment assessment, Screen screen, Words words) {
        Buttons buttons = new Buttons(screen, words);
        List<Map<String, Object>> steps = new ArrayList<>();
        FindingPictures findings = new FindingPictures(settings, words);
        int most = FindingPictures.mostOnOverview(assessment);
        assessment.steps().forEach(step -> steps.add(step(step, findings.onOverview(step, most), words)));
        List<Map<String, Object>> claims = new ArrayList<>();
        assessment.step(Step.PROOF).findings().forEach(finding -> claims.add(claim(finding, words)));
        List<Map<String, Object>> pressable = new ArrayList<>();
        next(assessment).ifPresent(step -> {
            pressable.add(
                    step == Step.SIGN_IN
                            ? buttons.button("button.nextSignIn", Buttons.SIGN_IN, "")
                            : buttons.titled(
                                    words.get("button.next", Map.of("number", step.number())),
                                    Buttons.STEP,
                                    step.name()));
            unfinished(assessment).stream()
                    .filter(other -> other != step)
                    .limit(3)
                    .forEach(other -> pressable.add(buttons.titled(
                            words.get("button.openStep", Map.of("number", other.number())),
                            Buttons.STEP,
                            other.name())));
        });
        pressable.add(buttons.button("button.explainUser", Buttons.EXPLAIN_WHOM, ""));
        pressable.add(buttons.button("button.lookAgain", Buttons.LOOK, ""));
        String summary = summary(assessment, words);
        Map<String, Object> model = model();
        model.put("summary", summary);
        model.put("steps", steps);
        model.put("claims", claims);
        model.put("at", words.at(assessment.at()));
        model.put("buttons", pressable);
        return new Picture(CardName.OVERVIEW, summary, model);
    }

    Picture step(Assessment assessment, Step step, Screen screen, Words words, List<PlanOffer> offers) {
        StepAssessment assessed = assessment.step(step);
        Map<String, Object> model = model();
        model.put("number", step.number());
        model.put("title", words.stepTitle(step));
        model.put("verdictLabel", words.verdict(assessed.verdict()));
        model.put("verdictStyle", style(assessed.verdict()));
        model.put("findings", new FindingPictures(settings, words).onStep(assessed));
        boolean finished = assessed.verdict() == Verdict.DONE;
        List<Map<String, Object>> guide = new ArrayList<>();
        if (!finished) {
            for (String text : words.all("guide." + Words.key(step))) {
                guide.add(Map.of("number", String.valueOf(guide.size() + 1), "text", text));
            }
        }
        model.put("hasGuide", !guide.isEmpty());
        model.put("guide", guide);
        model.put(
                "notes",
                finished
                        ? List.of()
                        : words.all("guide." + Words.key(step) + ".note").stream()
                                .map(text -> Map.of("text", text))
                                .toList());
        model.put("links", links(step, words));
        model.put("at", words.at(assessment.at()));
        model.put("buttons", stepButtons(step, finished, offers, new Buttons(screen, words), words));
        return new Picture(CardName.STEP, words.stepTitle(step), model);
    }

    /** Signing in comes first, because much stays unknown before; then the runbook's order. */
    static Optional<Step> next(Assessment assessment) {
        if (assessment.step(Step.SIGN_IN).verdict() != Verdict.DONE) {
            return Optional.of(Step.SIGN_IN);
        }
        return unfinished(assessment).stream().findFirst();
    }

    private static List<Step> unfinished(Assessment assessment) {
        return assessment.steps().stream()
                .filter(step -> step.verdict() != Verdict.DONE && step.verdict() != Verdict.ACCEPTED)
                .map(StepAssessment::step)
                .toList();
    }

    private List<Map<String, Object>> stepButtons(
            Step step, boolean finished, List<PlanOffer> offers, Buttons buttons, Words words) {
        List<Map<String, Object>> all = new ArrayList<>();
        offers.stream()
                .filter(offer -> offer.step() == step)
                .limit(OFFERED_AT_MOST)
                .forEach(offer -> all.add(buttons.titled(title(offer, words), Buttons.PLAN, offer.key())));
        switch (step) {
            case SIGN_IN -> all.add(buttons.button("button.signIn", Buttons.SIGN_IN, ""));
            case CONNECT, INTEGRATION, SCOPE -> {
                if (!finished) {
                    all.add(buttons.button("button.iHaveDoneIt", Buttons.CONFIRM, step.name()));
                }
            }
            case PROOF -> {
                if (settings.changes()) {
                    all.add(buttons.button("button.rehearse", Buttons.REHEARSAL, ""));
                }
            }
            case PREREQUISITES, MINIMUM_AGE -> {
                // Nothing to press beside the plans: each finding has its remedy.
            }
        }
        all.add(buttons.button("button.lookAgain", Buttons.LOOK, step.name()));
        all.add(buttons.button("button.back", Buttons.OVERVIEW, ""));
        return all;
    }

    private static String title(PlanOffer offer, Words words) {
        Action action = offer.action();
        String title;
        if (action instanceof GrantRights) {
            title = words.get("button.planGrant");
        } else if (action instanceof SetPsoMinimumAge) {
            title = Clean.plain(words.get("button.planPso", Map.of("name", offer.name())));
        } else {
            title = words.get("button.planChange");
        }
        return offer.domain().isEmpty() ? title : offer.domain() + ": " + title;
    }

    private List<Map<String, Object>> links(Step step, Words words) {
        String blade = settings.portal() + "/#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/";
        return switch (step) {
            case CONNECT ->
                List.of(link(
                        "link.connect",
                        settings.portal()
                                + "/#view/Microsoft_AAD_Connect_Provisioning/AADConnectMenuBlade/~/GetStarted",
                        words));
            case SIGN_IN ->
                List.of(link(
                        "link.pim",
                        settings.portal() + "/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles",
                        words));
            case INTEGRATION -> List.of(link("link.integration", blade + "OnPremisesIntegration", words));
            case SCOPE ->
                List.of(
                        link("link.scope", blade + "Properties", words),
                        link("link.registration", settings.registration().toString(), words));
            case PROOF ->
                List.of(link("link.selfservice", settings.selfService().toString(), words));
            case PREREQUISITES, MINIMUM_AGE -> List.of();
        };
    }

    private static Map<String, Object> link(String textKey, String url, Words words) {
        return Map.of("title", words.get(textKey), "url", url);
    }

    private static Map<String, Object> step(StepAssessment step, List<Map<String, Object>> lines, Words words) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("number", step.step().number());
        model.put("title", words.stepTitle(step.step()));
        model.put("verdictLabel", words.verdict(step.verdict()));
        model.put("verdictStyle", style(step.verdict()));
        model.put("lines", lines);
        return model;
    }

    private static Map<String, Object> claim(Finding finding, Words words) {
        String grade = finding.verdict() == Verdict.DONE ? finding.reason() : "unknown";
        return Map.of(
                "claim", words.get("claim." + CLAIMS.get(finding.code())),
                "grade", words.get("grade." + grade),
                "text", words.finding(finding));
    }

    private static String summary(Assessment assessment, Words words) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        assessment.steps().stream()
                .flatMap(step -> step.findings().stream())
                .forEach(finding -> counts.merge(finding.verdict(), 1, Integer::sum));
        Map<String, Object> args = new LinkedHashMap<>();
        counts.forEach((verdict, count) -> args.put(Words.camel(verdict.name()), count));
        boolean allDone = counts.get(Verdict.DONE) + counts.get(Verdict.ACCEPTED)
                == counts.values().stream().mapToInt(Integer::intValue).sum();
        return allDone ? words.get("overview.allDone") : words.get("overview.summary", args);
    }

    static String style(Verdict verdict) {
        return switch (verdict) {
            case DONE -> "good";
            case TO_DO -> "accent";
            case BLOCKED -> "attention";
            case BY_HAND, UNKNOWN -> "warning";
            case ACCEPTED -> "default";
        };
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        return model;
    }
}
