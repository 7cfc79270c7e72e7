package writeback.bot.chat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import writeback.bot.Place;
import writeback.bot.change.RelayDecision;
import writeback.bot.change.RelayDesk;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.identity.Rights;
import writeback.bot.premises.Enrolments;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;
import writeback.bot.schedule.Events;

/**
 * A relay's way in, on cards: the code for who asks, the fingerprint for who may confirm it, and what became of it for
 * both.
 */
@Component
class RelayCards {

    /** Timer, key: an invitation's id. Its code is over and must not stay on a card. */
    static final String OVER = "chat.relay-code-over";

    private static final int LONGEST_NAME = 100;

    /** Who came in the last moment has time to be told of before the code is called over. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RelayDesk desk;
    private final Relays relays;
    private final RelayPictures pictures;
    private final Administrators administrators;
    private final Rights rights;
    private final Stage stage;
    private final Screens screens;
    private final Asked asked;
    private final Events events;
    private final Place place;

    RelayCards(
            RelayDesk desk,
            Relays relays,
            RelayPictures pictures,
            Administrators administrators,
            Rights rights,
            Stage stage,
            Screens screens,
            Asked asked,
            Events events,
            Place place) {
        this.desk = desk;
        this.relays = relays;
        this.pictures = pictures;
        this.administrators = administrators;
        this.rights = rights;
        this.stage = stage;
        this.screens = screens;
        this.asked = asked;
        this.events = events;
        this.place = place;
    }

    /** Shows a new code, on this one card, until it is used or over. Both are stored, or neither. */
    @Transactional
    public void add(Screen screen, String asked, Words words) {
        String name = Clean.flat(asked);
        if (name.length() > LONGEST_NAME) {
            refuse(screen, words, "relayName");
            return;
        }
        String given = name.isEmpty() ? freeName() : name;
        RelayDecision decision = desk.invite(screen.person(), given);
        if (decision instanceof RelayDecision.Invited invited) {
            Enrolments.Invitation invitation = invited.invitation();
            Screen shown = screen.next(Screen.Kind.RELAY_CODE, invitation.id(), "", null);
            stage.show(shown, words, pictures.code(given, invitation, words));
            events.at(invitation.expiresAt().plus(GRACE), OVER, invitation.id());
        } else if (decision instanceof RelayDecision.Refused refused) {
            refuse(screen, words, Words.camel(refused.why().name()));
        }
    }

    /** Shows a relay on this card as it stands, to be decided on by who may. */
    String open(Press press, Screen screen, Words words) {
        Optional<Relay> relay = find(press.target());
        return relay.isEmpty()
                ? stage.refuse(press, words, "unknownRelay", Map.of())
                : draw(screen.next(Screen.Kind.RELAY, relay.get().id(), "", null), words);
    }

    String decide(Press press, Screen screen, Words words) {
        PersonId person = press.speaker().person();
        RelayDecision decision = press.verb().equals(Buttons.CONFIRM_RELAY)
                ? desk.confirm(screen.target(), press.target(), person)
                : desk.turnDown(screen.target(), person);
        return decision instanceof RelayDecision.Refused refused
                ? stage.refuse(press, words, Words.camel(refused.why().name()), Map.of())
                : draw(screen.again(), words);
    }

    /** A relay waits: its inviter's card shows that, and no code any more; who may confirm it is asked to. */
    void arrived(String id) {
        Optional<Relay> relay = find(id);
        Optional<PersonId> inviter = desk.invitedBy(id);
        if (relay.isEmpty() || inviter.isEmpty()) {
            return;
        }
        boolean waits = relay.get().state() == Relay.State.WAITING;
        if (waits) {
            asked.ask(administrators.approversBut(inviter.get()), Screen.Kind.RELAY, id, "");
        }
        screens.of(inviter.get(), Screen.Kind.RELAY_CODE).stream()
                .filter(screen ->
                        desk.arrivedWith(screen.target()).filter(id::equals).isPresent())
                .forEach(screen -> screens.save(screen.next(Screen.Kind.RELAY, id, "", null), false));
        if (waits) {
            asked.ask(List.of(inviter.get()), Screen.Kind.RELAY, id, "");
        }
        redraw(id);
    }

    /** Asks whoever may confirm and has no card yet, about each relay that waits. */
    void askAgain() {
        relays.list().stream()
                .filter(relay -> relay.state() == Relay.State.WAITING)
                .forEach(relay -> arrived(relay.id()));
    }

    /** Every card that shows this relay. */
    void decided(String id) {
        if (find(id).isPresent()) {
            redraw(id);
        }
    }

    /** A code's time is over: no card shows it any longer. */
    void over(String invitation) {
        Optional<String> relay = desk.arrivedWith(invitation);
        if (relay.isPresent()) {
            arrived(relay.get());
        }
        takeOff(invitation, "relay.code.over");
    }

    /** Too many wrong codes were tried: this one opens nothing any more. */
    void locked(String invitation) {
        takeOff(invitation, "relay.code.locked");
    }

    /** Puts what became of a code in its place. */
    private void takeOff(String invitation, String why) {
        for (Screen screen : screens.ofTarget(Screen.Kind.RELAY_CODE, invitation)) {
            Words words = stage.words(screen.person());
            stage.redraw(
                    screen,
                    words,
                    now -> new Stage.Look(
                            now.next(Screen.Kind.NOTICE, "", "", null),
                            stage.message(words.get(why), List.of(words.get(why + ".todo")), List.of())));
        }
    }

    private void redraw(String id) {
        for (Screen screen : screens.ofTarget(Screen.Kind.RELAY, id)) {
            Words words = stage.words(screen.person());
            stage.redraw(screen, words, now -> look(now, words));
        }
    }

    private String draw(Screen screen, Words words) {
        return stage.draw(screen, words, now -> look(now, words));
    }

    private Stage.Look look(Screen screen, Words words) {
        Relay relay = find(screen.target()).orElseThrow(() -> new IllegalStateException("no relay " + screen.target()));
        return new Stage.Look(screen, picture(relay, screen, words));
    }

    private Picture picture(Relay relay, Screen screen, Words words) {
        Optional<PersonId> inviter = desk.invitedBy(relay.id());
        boolean waits = relay.state() == Relay.State.WAITING && inviter.isPresent();
        if (waits && !inviter.get().equals(screen.person()) && rights.has(screen.person(), Right.APPROVE)) {
            String name =
                    administrators.name(inviter.get()).orElse(inviter.get().objectId());
            return pictures.toDecide(relay, name, screen, words);
        }
        return pictures.standing(relay, waits ? askedOthers(relay, inviter.get(), words) : List.of(), words);
    }

    private List<String> askedOthers(Relay relay, PersonId inviter, Words words) {
        List<String> names = asked.names(administrators.approversBut(inviter), Screen.Kind.RELAY, relay.id(), "");
        if (names.isEmpty()) {
            return List.of(words.get("relay.waits.nobody"), words.get("relay.waits.how"));
        }
        return List.of(words.get("relay.waits.sent", Map.of("count", names.size(), "names", String.join(", ", names))));
    }

    private Optional<Relay> find(String id) {
        return relays.list().stream().filter(relay -> relay.id().equals(id)).findFirst();
    }

    private String freeName() {
        Set<String> taken = relays.list().stream().map(Relay::name).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> place.premises().id() + "-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private void refuse(Screen screen, Words words, String why) {
        stage.refuse(screen.person(), screen.displayName(), screen.conversation(), words, why, Map.of());
    }
}
