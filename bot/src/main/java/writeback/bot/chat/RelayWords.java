package writeback.bot.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import writeback.bot.premises.Relay;
import writeback.relay.protocol.message.Operations;

/** What there is to say of a relay, line by line. Most of it is the relay's own word and cleaned here. */
final class RelayWords {

    private static final List<String> PERMISSIONS = List.of("unattended", "attended", "refused");

    private static final Set<String> READING = Set.of(
            Operations.READ_DIRECTORY,
            Operations.READ_ACCOUNT,
            Operations.READ_CONNECTOR,
            Operations.EXPLAIN_ACCOUNT,
            Operations.READ_COVERAGE,
            Operations.READ_CONNECT,
            Operations.READ_WRITEBACK_EVENTS);

    private RelayWords() {}

    /** Last contact, what is wrong and what to do about it, what its owner allows. */
    static List<String> all(Relay relay, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(contact(relay, words));
        lines.addAll(wrong(relay, words));
        lines.addAll(nextKey(relay, words));
        lines.addAll(permissions(relay, words));
        return lines;
    }

    /** How a trusted relay stands to the next command key, and what to do at its console. */
    private static List<String> nextKey(Relay relay, Words words) {
        if (relay.state() != Relay.State.TRUSTED) {
            return List.of();
        }
        return switch (relay.nextKey()) {
            case NONE -> List.of();
            case ACCEPTED -> List.of(words.get("relay.nextKey.accepted"));
            case ANNOUNCED -> List.of(words.get("relay.nextKey.announced"), words.get("relay.nextKey.announced.todo"));
            case UNKNOWN -> List.of(words.get("relay.nextKey.unknown"), words.get("relay.nextKey.unknown.todo"));
        };
    }

    /** What the next command key is, and whether it can take the present one's place. */
    static List<String> nextKey(String fingerprint, List<Relay> all, Words words) {
        List<Relay> trusted = all.stream()
                .filter(relay -> relay.state() == Relay.State.TRUSTED)
                .toList();
        if (trusted.isEmpty()) {
            return List.of();
        }
        long open = trusted.stream()
                .filter(relay -> relay.nextKey() != Relay.NextKey.ACCEPTED)
                .count();
        return List.of(
                words.get("relays.nextKey", Map.of("fingerprint", fingerprint)),
                open == 0 ? words.get("relays.nextKey.all") : words.get("relays.nextKey.open", Map.of("count", open)));
    }

    static List<String> permissions(Relay relay, Words words) {
        if (relay.permissions().isEmpty()) {
            return List.of(words.get(relay.state() == Relay.State.WAITING ? "relay.may.later" : "relay.may.unknown"));
        }
        return PERMISSIONS.stream()
                .flatMap(permission -> operations(relay, permission, words)
                        .map(operations -> words.getCleaned(
                                "relay.may." + permission, Map.of("operations", String.join(", ", operations))))
                        .stream())
                .toList();
    }

    /** One line for the status card; nothing for one that was removed. */
    static Optional<String> status(Relay relay, Words words) {
        return switch (RelayStanding.of(relay)) {
            case REMOVED -> Optional.empty();
            case WAITING -> Optional.of(words.get("status.relayWaits", Map.of("relay", relay.name())));
            case NEVER -> Optional.of(words.get("relay.silent.never", Map.of("relay", relay.name())));
            case SILENT -> Optional.of(seen("status.relayLost", relay, words));
            case CONNECTED -> Optional.of(seen("status.relayConnected", relay, words));
            case TROUBLED, HALTED ->
                Optional.of(words.getCleaned(
                        "card.line",
                        Map.of(
                                "title", words.get("relay.title", Map.of("relay", relay.name())),
                                "text", String.join(" ", wrong(relay, words)))));
        };
    }

    static List<Map<String, Object>> facts(Relay relay, Words words) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("id", Clean.text(relay.id()));
        facts.put("premises", Clean.text(relay.premises()));
        facts.put("capabilities", capabilities(relay.capabilities(), words));
        String version = relay.version();
        if (version != null) {
            facts.put("version", Clean.text(version));
        }
        return facts.entrySet().stream()
                .map(fact -> Map.<String, Object>of(
                        "title", words.get("relay.fact." + fact.getKey()), "value", fact.getValue()))
                .toList();
    }

    static String capability(String capability, Words words) {
        return words.find("relay.capability." + capability, Map.of()).orElseGet(() -> Clean.text(capability));
    }

    private static String capabilities(List<String> capabilities, Words words) {
        return String.join(
                ", ",
                capabilities.stream()
                        .map(capability -> capability(capability, words))
                        .toList());
    }

    private static String contact(Relay relay, Words words) {
        return relay.lastPoll() == null
                ? words.get("relay.contact.never")
                : words.get("relay.contact", Map.of("at", Objects.requireNonNull(relay.lastPoll())));
    }

    private static String seen(String key, Relay relay, Words words) {
        return words.get(key, Map.of("relay", relay.name(), "at", Objects.requireNonNull(relay.lastPoll())));
    }

    private static List<String> wrong(Relay relay, Words words) {
        List<String> lines = new ArrayList<>();
        String trouble = relay.trouble();
        if (trouble != null) {
            lines.addAll(coded("relay.trouble.", trouble, words));
        }
        String halt = relay.halt();
        if (halt != null) {
            lines.addAll(coded("relay.halt.", halt, words));
        }
        return lines;
    }

    private static List<String> coded(String family, String code, Words words) {
        String known = family + Words.camel(code);
        String key = words.has(known) && words.has(known + ".todo") ? known : family + "other";
        return List.of(words.get(key, Map.of("code", code)), words.get(key + ".todo"));
    }

    private static Optional<List<String>> operations(Relay relay, String permission, Words words) {
        List<String> named = new TreeMap<>(relay.permissions())
                .entrySet().stream()
                        .filter(each -> each.getValue().equals(permission))
                        .map(Map.Entry::getKey)
                        .toList();
        List<String> shown = named.containsAll(READING)
                ? Stream.concat(
                                Stream.of(words.get("relay.operation.reading")),
                                named.stream()
                                        .filter(each -> !READING.contains(each))
                                        .map(each -> operation(each, words)))
                        .toList()
                : named.stream().map(each -> operation(each, words)).toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
    }

    private static String operation(String name, Words words) {
        return words.find("relay.operation." + Words.camel(name), Map.of()).orElseGet(() -> Clean.text(name));
    }
}
