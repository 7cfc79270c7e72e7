package writeback.bot.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.identity.Trust;
import writeback.bot.premises.Enrolments;
import writeback.bot.premises.Relay;
import writeback.cards.CardName;

/** Relays as cards. */
@Component
class RelayPictures {

    /** As many as surely fit on one card. */
    private static final int SHOWN_AT_MOST = 6;

    /** An address and a code. */
    private static final int LONGEST_LINE = 1000;

    private final Trust trust;

    RelayPictures(Trust trust) {
        this.trust = trust;
    }

    /** The one card that holds a code. */
    Picture code(String name, Enrolments.Invitation invitation, Words words) {
        String title = words.get("relay.code.title", Map.of("relay", name));
        Map<String, Object> model = model(title);
        // A key's thumbprint may hold what Markdown would take away.
        model.put("command", Clean.text(invitation.commandLine(), LONGEST_LINE));
        model.put("expires", words.at(invitation.expiresAt()));
        model.put(
                "lines",
                lines(List.of(
                        words.get("relay.code.secret"),
                        words.get("relay.code.next"),
                        words.get("relay.code.updates"))));
        return new Picture(CardName.RELAYCODE, title, model);
    }

    /** A relay to be decided on by the card's reader. */
    Picture toDecide(Relay relay, String inviter, Screen screen, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(words.get("relay.confirm.arrived", Map.of("name", inviter)));
        lines.addAll(RelayWords.permissions(relay, words));
        Buttons buttons = new Buttons(screen, words);
        return relay(
                relay,
                lines,
                List.of(words.get("relay.confirm.question"), words.get("relay.confirm.means")),
                List.of(
                        styled(
                                buttons.button("button.confirmRelay", Buttons.CONFIRM_RELAY, relay.fingerprint()),
                                "positive"),
                        styled(buttons.button("button.turnDownRelay", Buttons.TURN_DOWN_RELAY, ""), "destructive")),
                words);
    }

    /** A relay as it stands. */
    Picture standing(Relay relay, List<String> more, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(words.get(
                switch (relay.state()) {
                    case WAITING -> "relay.waits.other";
                    case TRUSTED -> "relay.trusted";
                    case REMOVED -> "relay.refused";
                }));
        lines.addAll(more);
        if (relay.state() != Relay.State.REMOVED) {
            lines.addAll(RelayWords.permissions(relay, words));
        }
        return relay(relay, lines, List.of(), List.of(), words);
    }

    /** What its removal means, and the button. */
    Picture removal(Relay relay, List<Relay> all, Screen screen, Words words) {
        String title = words.get("relay.remove.title", Map.of("relay", relay.name()));
        List<String> lines = new ArrayList<>();
        lines.add(words.get("relay.remove.key"));
        lines.add(words.get("relay.remove.changes"));
        if (relay.state() == Relay.State.TRUSTED) {
            lines.addAll(others("relay.remove", relay, all, words));
        }
        lines.add(words.get("relay.remove.back"));
        Buttons buttons = new Buttons(screen, words);
        Picture picture = relay(
                relay,
                lines,
                List.of(),
                List.of(
                        styled(buttons.button("button.removeRelay", Buttons.REMOVE_RELAY, ""), "destructive"),
                        styled(buttons.button("button.keepRelay", Buttons.RELAYS, ""), "default")),
                words);
        Map<String, Object> model = new LinkedHashMap<>(picture.model());
        model.put("title", title);
        return new Picture(picture.card(), title, model);
    }

    /**
     * @param nextKey fingerprint of the next command key, if one is announced
     * @param decidable ids of those on which the reader may decide
     */
    Picture list(
            List<Relay> all, Optional<String> nextKey, List<String> decidable, Screen screen, Words words, Instant at) {
        List<Relay> present = all.stream()
                .filter(relay -> relay.state() != Relay.State.REMOVED)
                .sorted(Comparator.comparing(RelayStanding::of))
                .toList();
        List<String> remarks = new ArrayList<>();
        if (present.isEmpty()) {
            remarks.add(words.get("relays.none"));
        }
        if (present.size() > SHOWN_AT_MOST) {
            remarks.add(words.get("relays.more", Map.of("count", present.size() - SHOWN_AT_MOST)));
        }
        if (present.size() < all.size()) {
            remarks.add(words.get("relays.removed", Map.of("count", all.size() - present.size())));
        }
        nextKey.ifPresent(key -> remarks.addAll(RelayWords.nextKey(key, present, words)));
        List<Relay> shown = present.stream().limit(SHOWN_AT_MOST).toList();
        Buttons buttons = new Buttons(screen, words);
        List<Map<String, Object>> pressable = new ArrayList<>();
        for (Relay relay : shown) {
            if (decidable.contains(relay.id())) {
                String title = Clean.plain(words.get("button.openRelay", Map.of("relay", relay.name())));
                pressable.add(buttons.titled(title, Buttons.OPEN_RELAY, relay.id()));
            }
        }
        pressable.add(buttons.button("button.lookAgain", Buttons.LOOK, ""));
        String title = words.get("card.relays.title");
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("remarks", lines(remarks));
        model.put("relays", shown.stream().map(relay -> entry(relay, words)).toList());
        model.put("at", words.at(at));
        model.put("buttons", pressable);
        return new Picture(CardName.RELAYS, title, model);
    }

    /** For each of its capabilities, who goes on or that nobody does. */
    static List<String> others(String family, Relay relay, List<Relay> all, Words words) {
        return relay.capabilities().stream()
                .map(capability -> {
                    String name = RelayWords.capability(capability, words);
                    return all.stream()
                            .filter(other -> !other.id().equals(relay.id()))
                            .filter(other -> RelayStanding.serves(other, capability))
                            .findFirst()
                            .map(other ->
                                    words.get(family + ".standBy", Map.of("relay", other.name(), "capability", name)))
                            .orElseGet(() -> words.get(family + ".alone", Map.of("capability", name)));
                })
                .toList();
    }

    private Picture relay(
            Relay relay, List<String> lines, List<String> questions, List<Map<String, Object>> buttons, Words words) {
        String title = words.get("relay.title", Map.of("relay", relay.name()));
        Map<String, Object> model = model(title);
        RelayStanding standing = RelayStanding.of(relay);
        model.put("stateLabel", standing.label(words));
        model.put("stateStyle", standing.style());
        model.put("lines", lines(lines));
        model.put("facts", RelayWords.facts(relay, words));
        boolean compared = relay.state() == Relay.State.WAITING;
        model.put("hasFingerprint", compared);
        if (compared) {
            model.put("fingerprint", relay.fingerprint());
        }
        model.put("questions", lines(questions));
        model.put("buttons", buttons);
        return new Picture(CardName.RELAY, title, model);
    }

    private static Map<String, Object> entry(Relay relay, Words words) {
        RelayStanding standing = RelayStanding.of(relay);
        return Map.of(
                "title", Clean.text(relay.name()),
                "stateLabel", standing.label(words),
                "stateStyle", standing.style(),
                "lines", lines(RelayWords.all(relay, words)),
                "facts", RelayWords.facts(relay, words));
    }

    private Map<String, Object> model(String title) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("title", title);
        return model;
    }

    private static Map<String, Object> styled(Map<String, Object> button, String style) {
        Map<String, Object> styled = new LinkedHashMap<>(button);
        styled.put("style", style);
        return styled;
    }

    private static List<Map<String, Object>> lines(List<String> texts) {
        return texts.stream().map(text -> Map.<String, Object>of("text", text)).toList();
    }
}
