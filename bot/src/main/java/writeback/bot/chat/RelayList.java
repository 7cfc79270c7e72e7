package writeback.bot.chat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.change.RelayDecision;
import writeback.bot.change.RelayDesk;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.identity.Rights;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;

/** The relays on one card, and from a name to a relay's removal. */
@Component
class RelayList {

    private static final int NAMED_AT_MOST = 3;

    private final Relays relays;
    private final RelayDesk desk;
    private final RelayPictures pictures;
    private final Rights rights;
    private final Stage stage;
    private final Clock clock;

    RelayList(Relays relays, RelayDesk desk, RelayPictures pictures, Rights rights, Stage stage, Clock clock) {
        this.relays = relays;
        this.desk = desk;
        this.pictures = pictures;
        this.rights = rights;
        this.stage = stage;
        this.clock = clock;
    }

    String show(Screen screen, Words words) {
        Screen shown = screen.next(Screen.Kind.RELAYS, "", "", null);
        List<Relay> all = relays.list();
        List<String> decidable = all.stream()
                .filter(relay -> relay.state() == Relay.State.WAITING && mayDecide(screen.person(), relay))
                .map(Relay::id)
                .toList();
        return stage.show(
                shown, words, pictures.list(all, relays.nextCommandKey(), decidable, shown, words, clock.instant()));
    }

    /** What stands on the status card. */
    List<String> status(Words words) {
        List<String> lines = relays.list().stream()
                .flatMap(relay -> RelayWords.status(relay, words).stream())
                .toList();
        return lines.isEmpty() ? List.of(words.get("status.relayNever")) : lines;
    }

    /** Asks once more, or says which relays there are. */
    void remove(Screen screen, String asked, Words words) {
        List<Relay> all = relays.list();
        List<Relay> present = all.stream()
                .filter(relay -> relay.state() != Relay.State.REMOVED)
                .toList();
        List<Relay> meant = called(asked, present);
        if (meant.size() == 1) {
            Screen shown = screen.next(Screen.Kind.RELAY_REMOVAL, meant.get(0).id(), "", null);
            stage.show(shown, words, pictures.removal(meant.get(0), all, shown, words));
        } else if (present.isEmpty()) {
            say(screen, words, words.get("relays.none"), List.of());
        } else if (asked.isBlank()) {
            say(screen, words, words.get("relay.which"), List.of(named("relay.known", names(present), words)));
        } else if (meant.isEmpty()) {
            List<String> near = near(asked, present);
            say(
                    screen,
                    words,
                    words.get("relay.unknown", Map.of("typed", asked)),
                    List.of(
                            near.isEmpty()
                                    ? named("relay.known", names(present), words)
                                    : named("relay.nearest", near, words)));
        } else {
            say(
                    screen,
                    words,
                    words.get("relay.several", Map.of("typed", asked)),
                    List.of(named("relay.byId", meant.stream().map(Relay::id).toList(), words)));
        }
    }

    /** Removes the relay of this card; one that is gone already is told so. */
    String removeNow(Press press, Screen screen, Words words) {
        Optional<Relay> relay = relays.list().stream()
                .filter(each -> each.id().equals(screen.target()))
                .findFirst();
        RelayDecision decision = desk.remove(screen.target(), press.speaker().person());
        if (decision instanceof RelayDecision.Refused refused) {
            return stage.refuse(press, words, Words.camel(refused.why().name()), Map.of());
        }
        String name = relay.map(Relay::name).orElse(screen.target());
        return stage.notice(
                screen.next(Screen.Kind.NOTICE, "", "", null),
                words,
                words.get("relay.removed", Map.of("relay", name)),
                List.of(words.get("relay.remove.key"), words.get("relay.remove.back")),
                List.of());
    }

    private boolean mayDecide(PersonId person, Relay relay) {
        return rights.has(person, Right.APPROVE)
                && desk.invitedBy(relay.id())
                        .filter(inviter -> !inviter.equals(person))
                        .isPresent();
    }

    /** An id names one relay; a name may be several's. */
    private static List<Relay> called(String asked, List<Relay> present) {
        String folded = CommandWords.fold(asked);
        List<Relay> byId = present.stream()
                .filter(relay -> CommandWords.fold(relay.id()).equals(folded))
                .toList();
        return byId.isEmpty()
                ? present.stream()
                        .filter(relay -> CommandWords.fold(relay.name()).equals(folded))
                        .toList()
                : byId;
    }

    private static List<String> near(String asked, List<Relay> present) {
        String folded = CommandWords.fold(asked);
        record Near(String name, int distance) {}
        return present.stream()
                .map(relay -> new Near(relay.name(), CommandWords.distance(folded, CommandWords.fold(relay.name()))))
                .filter(near -> near.distance() <= Math.max(1, near.name().length() / 3))
                .sorted(Comparator.comparing(Near::distance))
                .limit(NAMED_AT_MOST)
                .map(Near::name)
                .toList();
    }

    private static List<String> names(List<Relay> present) {
        return present.stream().map(Relay::name).toList();
    }

    private static String named(String key, List<String> names, Words words) {
        List<String> clean = new ArrayList<>();
        names.stream().limit(10).forEach(name -> clean.add(Clean.text(name)));
        return words.getCleaned(key, Map.of("names", String.join(", ", clean)));
    }

    private void say(Screen screen, Words words, String text, List<String> lines) {
        stage.notice(screen.next(Screen.Kind.NOTICE, "", "", null), words, text, lines, List.of());
    }
}
