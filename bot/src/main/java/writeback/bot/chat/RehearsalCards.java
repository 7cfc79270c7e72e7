package writeback.bot.chat;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.stereotype.Component;
import writeback.bot.change.ChangeSettings;
import writeback.bot.change.ChannelTarget;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.Trust;
import writeback.bot.observation.ObservationSettings;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.Planner;
import writeback.bot.runbook.Snapshot;
import writeback.cards.CardName;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/** From "rehearse on this account" to the plan that another person approves. */
@Component
class RehearsalCards {

    private final Stage stage;
    private final Looks looks;
    private final PremisesReading premises;
    private final TenantReading tenant;
    private final ObservationSettings observation;
    private final ChangePictures pictures;
    private final ChatSettings settings;
    private final ChangeSettings changeSettings;
    private final Trust trust;
    private final Clock clock;
    private final ExecutorService work;

    RehearsalCards(
            Stage stage,
            Looks looks,
            PremisesReading premises,
            TenantReading tenant,
            ObservationSettings observation,
            ChangePictures pictures,
            ChatSettings settings,
            ChangeSettings changeSettings,
            Trust trust,
            Clock clock,
            ExecutorService chatWork) {
        this.stage = stage;
        this.looks = looks;
        this.premises = premises;
        this.tenant = tenant;
        this.observation = observation;
        this.pictures = pictures;
        this.settings = settings;
        this.changeSettings = changeSettings;
        this.trust = trust;
        this.clock = clock;
        this.work = chatWork;
    }

    /** With an account the plan; without one the card that asks for it. Neither where the bot's mode changes nothing. */
    CompletableFuture<String> begin(Screen screen, String account, Words words) {
        if (!settings.changes()) {
            return CompletableFuture.completedFuture(refuse(screen, words, "notInThisMode", Map.of()));
        }
        return account.isBlank()
                ? CompletableFuture.completedFuture(ask(screen, words))
                : plan(screen, account.strip(), words);
    }

    private String ask(Screen screen, Words words) {
        Screen shown = screen.next(Screen.Kind.REHEARSAL, "", "", null);
        Buttons buttons = new Buttons(shown, words);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("account", Clean.flat(settings.rehearsalAccount()));
        model.put(
                "effects",
                List.of(
                        Map.of("text", words.get("effect.account")),
                        Map.of("text", words.get("effect.policy")),
                        Map.of("text", words.get("effect.channel"))));
        model.put("plan", buttons.press(Buttons.REHEARSE, ""));
        model.put("buttons", List.of(buttons.button("button.back", Buttons.OVERVIEW, "")));
        return stage.show(shown, words, new Picture(CardName.REHEARSAL, words.get("card.rehearsal.title"), model));
    }

    private CompletableFuture<String> plan(Screen screen, String account, Words words) {
        stage.showLooking(screen, words);
        Screen shown = screen.again();
        CompletableFuture<Snapshot> seen = looks.fresh(screen.person());
        CompletableFuture<Sighting<AccountFacts>> facts = premises.account(account, observation.deadline());
        CompletableFuture<Sighting<ChannelTarget>> target =
                facts.thenComposeAsync(found -> target(screen, found), work);
        return stage.follow(
                shown,
                words,
                seen.thenCombine(facts, Looked::new)
                        .thenCombineAsync(
                                target, (looked, found) -> drawn(shown, account, looked, found, words), work));
    }

    /** Asked for here already, so that nobody approves what could only be refused. */
    private CompletableFuture<Sighting<ChannelTarget>> target(Screen screen, Sighting<AccountFacts> found) {
        return found.fold(
                facts -> tenant.user(screen.person(), facts.userPrincipalName(), observation.deadline())
                        .thenApply(named -> ChannelTarget.of(facts, named)),
                unseen -> CompletableFuture.completedFuture(Sighting.unseen(unseen.cause(), unseen.detail())));
    }

    private record Looked(Snapshot snapshot, Sighting<AccountFacts> account) {}

    private String drawn(Screen screen, String account, Looked looked, Sighting<ChannelTarget> target, Words words) {
        if (looked.account() instanceof Unseen<AccountFacts> unseen) {
            return say(screen, words, unseen);
        }
        AccountFacts facts = ((Seen<AccountFacts>) looked.account()).value();
        if (!facts.enabled() || facts.adminCount() || !facts.insidePilotOu()) {
            return refuse(screen, words, "accountNotAllowed", Map.of("account", Clean.text(account)));
        }
        if (target instanceof Unseen<ChannelTarget> unseen) {
            return say(screen, words, unseen);
        }
        if (((Seen<ChannelTarget>) target).value() instanceof ChannelTarget.Nobody nobody) {
            String why = words.get("relayRefusal." + Words.camel(nobody.code()));
            return refuse(screen, words, "rehearsalTarget", Map.of("account", Clean.text(account), "why", why));
        }
        Sighting<Plan> planned = Planner.rehearsal(
                looked.snapshot(),
                facts,
                screen.person().text(),
                clock.instant().plus(changeSettings.planLifetime()));
        return planned.fold(
                plan -> {
                    Screen shown = screen.next(Screen.Kind.PLAN, "", "", CanonicalPlan.write(plan));
                    return stage.show(shown, words, pictures.plan(plan, shown, words));
                },
                unseen -> say(screen, words, unseen));
    }

    /** @param args cleaned */
    private String refuse(Screen screen, Words words, String refusal, Map<String, ?> args) {
        return stage.notice(
                screen.next(Screen.Kind.REHEARSAL, "", "", null),
                words,
                words.getCleaned("refusal." + refusal, args),
                List.of(words.getCleaned("refusal." + refusal + ".todo", args)),
                List.of());
    }

    private String say(Screen screen, Words words, Unseen<?> unseen) {
        String cause = Words.camel(unseen.cause().name());
        return stage.notice(
                screen.next(Screen.Kind.REHEARSAL, "", "", null),
                words,
                words.get(
                        "card.line",
                        Map.of(
                                "title", words.get("card.rehearsal.title"),
                                "text", words.get("unseen." + cause, Map.of("detail", unseen.detail())))),
                List.of(words.get("remedy.unseen." + cause)),
                List.of());
    }
}
