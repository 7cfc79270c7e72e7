package writeback.bot.chat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Refusal;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Trust;
import writeback.cards.CardName;
import writeback.cards.Cards;

/** Puts pictures on cards, and remembers what each card shows. */
@Component
class Stage {

    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Cards cards = new Cards();
    private final Teams teams;
    private final Screens screens;
    private final Readers readers;
    private final Trust trust;
    private final TransactionTemplate transaction;

    Stage(Teams teams, Screens screens, Readers readers, Trust trust, PlatformTransactionManager transactions) {
        this.teams = teams;
        this.screens = screens;
        this.readers = readers;
        this.trust = trust;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a card shows from now on, and how that looks. */
    record Look(Screen screen, Picture picture) {}

    /** A new card for this person in this conversation; version 1 is the first that is drawn. */
    Screen open(PersonId person, String displayName, String conversation, Screen.Kind kind) {
        String name = displayName.length() <= 300 ? displayName : displayName.substring(0, 300);
        return new Screen(teams.newCard(), person, name, conversation, kind, "", "", null, 1);
    }

    Screen open(Speaker speaker, Talk talk, Screen.Kind kind) {
        return open(speaker.person(), speaker.displayName(), talk.id(), kind);
    }

    Words words(PersonId person) {
        return new Words(readers.of(person));
    }

    /** Shows it, and returns the card as JSON text. */
    @Transactional
    public String show(Screen screen, Words words, Picture picture) {
        return put(screen, words, picture, false);
    }

    /**
     * Shows something that moves by itself and that other cards, other threads and other bots show too. First it is stored
     * what this card is about, so that whoever is told of a move from now on redraws it, too; then it is drawn in its turn,
     * as in {@link #redraw}. The caller has no transaction of its own.
     *
     * @param look reads what it draws; given the card as it is to be shown
     */
    String draw(Screen screen, Words words, Function<Screen, Look> look) {
        transaction.executeWithoutResult(status -> {
            Optional<Screen> now = screens.lock(screen.card());
            if (now.filter(screen::isAboutTheSameAs).isEmpty()) {
                screens.save(now.map(card -> card.turnedTo(screen)).orElse(screen), false);
            }
        });
        String drawn = transaction.execute(status ->
                put(look.apply(screens.lock(screen.card()).orElse(screen).turnedTo(screen)), words));
        if (drawn == null) {
            throw new IllegalStateException("nothing drawn on card " + screen.card());
        }
        return drawn;
    }

    /**
     * Draws a card again. Whoever draws it waits for their turn and reads only then what is to be drawn, so nothing older
     * comes out on top of something newer. A card that is about something else by then is left alone.
     *
     * @param found the card as it was found to be about it
     * @param look reads what it draws; given the card as it is to be shown
     */
    void redraw(Screen found, Words words, Function<Screen, Look> look) {
        transaction.executeWithoutResult(status -> screens.lock(found.card())
                .filter(found::isAboutTheSameAs)
                .ifPresent(now -> put(look.apply(now.again()), words)));
    }

    /** Shows that a look is under way; the card's contents follow under the next version. */
    @Transactional
    public String showLooking(Screen screen, Words words) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("title", words.get("looking.title"));
        model.put(
                "lines",
                List.of(
                        Map.of("text", words.get("looking.tenant.pending")),
                        Map.of("text", words.get("looking.premises.pending"))));
        return put(screen, words, new Picture(CardName.LOOKING, words.get("looking.title"), model), true);
    }

    /** A short message on a card of its own. */
    @Transactional
    public String notice(
            Screen screen, Words words, String text, List<String> lines, List<Map<String, Object>> buttons) {
        return put(screen, words, message(text, lines, buttons), false);
    }

    /** How a short message looks. */
    Picture message(String text, List<String> lines, List<Map<String, Object>> buttons) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("text", text);
        model.put("lines", lines.stream().map(line -> Map.of("text", line)).toList());
        model.put("buttons", buttons);
        return new Picture(CardName.NOTICE, text, model);
    }

    /** Says on a new card that something was not done, and what to do instead. */
    @Transactional
    public String refuse(
            PersonId person,
            String displayName,
            String conversation,
            Words words,
            String refusal,
            Map<String, ?> args) {
        Screen screen = open(person, displayName, conversation, Screen.Kind.NOTICE);
        return put(
                screen,
                words,
                error(
                        words.get("refusal.title"),
                        words.get("refusal." + refusal, args),
                        words.get("refusal." + refusal + ".todo", args),
                        ""),
                false);
    }

    /**
     * Refuses a press on a card of its own.
     *
     * @return what stands in place of the pressed card, which is what stood there
     */
    @Transactional
    public String refuse(Press press, Words words, String refusal, Map<String, ?> args) {
        Speaker speaker = press.speaker();
        String said =
                refuse(speaker.person(), speaker.displayName(), press.talk().id(), words, refusal, args);
        return standing(press).orElse(said);
    }

    /** @param change the request as it stands, if there is one */
    String refuse(Press press, Words words, Refusal why, @Nullable ChangeView change) {
        Map<String, Object> args = new LinkedHashMap<>();
        if (change != null) {
            args.put("state", words.get("state." + Words.camel(change.state().name()) + ".label"));
            args.put("at", change.plan().expiresAt());
        }
        // To the person at the button, a request that is not there is an old button.
        String key = why == Refusal.UNKNOWN_CHANGE ? "oldButton" : Words.camel(why.name());
        return refuse(press, words, key, args);
    }

    /** What stands on the pressed card, if it is this person's. */
    Optional<String> standing(Press press) {
        return screens.find(press.card())
                .filter(screen -> screen.person().equals(press.speaker().person()))
                .flatMap(screen -> teams.shown(screen.card()));
    }

    /** Says on this card that something went wrong with us; the reference stands in the log beside the cause. */
    @Transactional
    public String failed(Screen screen, Words words, Throwable fault) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        String shown = put(
                screen,
                words,
                error(
                        words.get("error.internal.title"),
                        words.get("error.internal.what"),
                        words.get("error.internal.todo"),
                        reference),
                false);
        // in two lines: of an outage that many tell of, the second is left out
        LOG.error(
                "Reference {}: card {} could not be made ({}). The person was told to try again.",
                reference,
                screen.card(),
                fault.toString());
        LOG.error("Reference {} in full:", reference, fault);
        return shown;
    }

    /** Cards that nobody will finish, because the process that was looking for them is gone. */
    void finishAbandoned() {
        for (Screen screen : screens.abandoned()) {
            Words words = words(screen.person());
            Screen closed = screen.again();
            put(
                    closed,
                    words,
                    error(
                            words.get("error.restarted.title"),
                            words.get("error.restarted.what"),
                            words.get("error.restarted.todo"),
                            ""),
                    false);
            LOG.info("Card {} was left waiting by an earlier run; it now says so.", screen.card());
        }
    }

    /** Follows a future with a card: its picture, or that it failed, as soon as that can be stored. */
    CompletableFuture<String> follow(Screen screen, Words words, CompletableFuture<String> drawn) {
        return drawn.exceptionallyCompose(
                fault -> failedAtLast(screen.again(), words, fault.getCause() == null ? fault : fault.getCause()));
    }

    /** A card that says that it is looking must not go on saying so when there is room on the disk again. */
    private CompletableFuture<String> failedAtLast(Screen screen, Words words, Throwable fault) {
        try {
            return CompletableFuture.completedFuture(failed(screen, words, fault));
        } catch (DataAccessException | TransactionException unstored) {
            LOG.warn("Card {} cannot say that it failed; the next try is in {}.", screen.card(), AGAIN, unstored);
            return CompletableFuture.supplyAsync(
                            () -> screen, CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS))
                    .thenCompose(again -> failedAtLast(again, words, fault));
        }
    }

    private Picture error(String title, String what, String todo, String reference) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("title", title);
        model.put("what", what);
        model.put("todo", List.of(Map.of("text", todo)));
        model.put("hasReference", !reference.isEmpty());
        model.put("reference", reference);
        return new Picture(CardName.ERROR, title, model);
    }

    private String put(Look look, Words words) {
        return put(look.screen(), words, look.picture(), false);
    }

    private String put(Screen screen, Words words, Picture picture, boolean waiting) {
        String json = cards.render(picture.card(), words.language(), picture.model());
        screens.save(screen, waiting);
        teams.put(screen.card(), screen.conversation(), Clean.plain(picture.summary()), json);
        return json;
    }
}
