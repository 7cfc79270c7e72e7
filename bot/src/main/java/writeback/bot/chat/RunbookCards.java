package writeback.bot.chat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.identity.Right;
import writeback.bot.identity.SignedIn;
import writeback.bot.observation.EvidenceStore;
import writeback.bot.runbook.Assessment;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;
import writeback.bot.runbook.Fingerprint;
import writeback.bot.runbook.PlanOffer;
import writeback.bot.runbook.Planner;
import writeback.bot.runbook.Runbook;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.Step;

/** The overview and the steps on cards, and the confirmations given on them. */
@Component
class RunbookCards {

    private final Looks looks;
    private final Stage stage;
    private final RunbookPictures pictures;
    private final ChatSettings settings;
    private final Gate gate;
    private final EvidenceStore evidence;
    private final AuditTrail trail;
    private final Place place;

    RunbookCards(
            Looks looks,
            Stage stage,
            RunbookPictures pictures,
            ChatSettings settings,
            Gate gate,
            EvidenceStore evidence,
            AuditTrail trail,
            Place place) {
        this.looks = looks;
        this.stage = stage;
        this.pictures = pictures;
        this.settings = settings;
        this.gate = gate;
        this.evidence = evidence;
        this.trail = trail;
        this.place = place;
    }

    /** Looks afresh, saying so on the card meanwhile, then shows the overview there. */
    CompletableFuture<String> overview(Screen screen, Words words) {
        Screen overview = screen.next(Screen.Kind.OVERVIEW, "", "", null);
        return look(overview, words, drawn -> pictures.overview(drawn.assessment(), drawn.screen(), words));
    }

    CompletableFuture<String> recentOverview(Screen screen, Words words) {
        Screen overview = screen.next(Screen.Kind.OVERVIEW, "", "", null);
        return stage.follow(
                overview,
                words,
                looks.recent(screen.person())
                        .thenApply(seen ->
                                stage.show(overview, words, pictures.overview(Runbook.assess(seen), overview, words))));
    }

    CompletableFuture<String> step(Screen screen, Step step, Words words) {
        Screen shown = screen.next(Screen.Kind.STEP, step.name(), "", null);
        return look(shown, words, drawn -> picture(drawn, step, words));
    }

    CompletableFuture<String> recentStep(Screen screen, Step step, Words words) {
        Screen shown = screen.next(Screen.Kind.STEP, step.name(), "", null);
        return stage.follow(
                shown,
                words,
                looks.recent(screen.person())
                        .thenApply(seen -> stage.show(
                                shown, words, picture(new Drawn(seen, Runbook.assess(seen), shown), step, words))));
    }

    /** A person's word for a switch that no API shows. It counts until something better is seen. */
    @Transactional
    public void confirm(Screen screen, Step step, SignedIn by, Instant now) {
        Claim claim = step == Step.INTEGRATION ? Claim.INTEGRATION : Claim.SCOPE;
        evidence.record(new Evidence(
                claim,
                Evidence.Result.STATED,
                now,
                "",
                Map.of("by", by.displayName(), "person", by.person().text()),
                Fingerprint.ofUnseen(claim)));
        trail.append(
                "step.confirmed",
                by.person().text(),
                step.number(),
                Map.of("account", by.account(), "place", place.premises().id()));
        looks.forget(screen.person());
    }

    private record Drawn(Snapshot seen, Assessment assessment, Screen screen) {}

    private CompletableFuture<String> look(Screen screen, Words words, Function<Drawn, Picture> draw) {
        stage.showLooking(screen, words);
        Screen next = screen.again();
        return stage.follow(
                next,
                words,
                looks.fresh(screen.person())
                        .thenApply(seen ->
                                stage.show(next, words, draw.apply(new Drawn(seen, Runbook.assess(seen), next)))));
    }

    private Picture picture(Drawn drawn, Step step, Words words) {
        boolean mayPlan = settings.changes() && gate.has(drawn.screen().person(), Right.ASK);
        List<PlanOffer> offers = mayPlan ? Planner.offers(drawn.seen()) : List.of();
        return pictures.step(drawn.assessment(), step, drawn.screen(), words, offers);
    }
}
