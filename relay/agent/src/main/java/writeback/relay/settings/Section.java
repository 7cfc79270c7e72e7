package writeback.relay.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the file. Reading a key that is wrong notes a problem and gives a harmless value, so that all problems
 * are found in one go. {@link #end} notes the keys that nobody asked for.
 */
final class Section {

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final Problems problems;
    private final Map<String, Integer> places;

    private Section(String path, int line, Problems problems, Map<String, Integer> places) {
        this.path = path;
        this.line = line;
        this.problems = problems;
        this.places = places;
    }

    /** @param places filled with the line of each key that is read */
    static Section root(@Nullable Node node, Problems problems, Map<String, Integer> places) {
        Section root = new Section("", 1, problems, places);
        if (node == null) {
            problems.add(1, "the file", "is empty");
        } else {
            root.fill(node);
        }
        return root;
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** Whether the value is a mapping, where a text could be as well. */
    boolean isSection(String key) {
        return values.get(key) instanceof MappingNode;
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** A mapping that must be there. */
    Section section(String key) {
        if (!has(key)) {
            problems.add(line, full(key), "is missing");
        }
        return optionalSection(key);
    }

    /** A mapping that may be left out: then it is empty. */
    Section optionalSection(String key) {
        asked.add(key);
        Node node = values.get(key);
        Section section = new Section(full(key), node == null ? line : keyLine(key), problems, places);
        if (node != null) {
            section.fill(node);
        }
        return section;
    }

    /** One mapping or a list of them, of which one must be there. In a list they are counted from 0. */
    List<Section> sections(String key) {
        if (!(values.get(key) instanceof SequenceNode sequence)) {
            return List.of(section(key));
        }
        asked.add(key);
        if (sequence.getValue().isEmpty()) {
            wrong(key, "must not be an empty list");
        }
        List<Section> sections = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            Section section = new Section(full(key) + "[" + sections.size() + "]", line(each), problems, places);
            places.putIfAbsent(section.path, line(each));
            section.fill(each);
            sections.add(section);
        }
        return sections;
    }

    /** A text that must be there. */
    String text(String key) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty() && !values.containsKey(key)) {
            problems.add(line, full(key), "is missing");
        }
        return text.orElse("");
    }

    Optional<String> optionalText(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        wrong(key, "must be a text that is not empty");
        return Optional.empty();
    }

    /** A text that is made into something else; an {@code IllegalArgumentException} of the maker becomes a problem. */
    <T> Optional<T> value(String key, Function<String, T> maker) {
        String text = text(key);
        return text.isEmpty() ? Optional.empty() : made(key, text, maker);
    }

    /** As {@link #value}, and may be left out. */
    <T> Optional<T> optionalValue(String key, Function<String, T> maker) {
        return optionalText(key).flatMap(text -> made(key, text, maker));
    }

    /** As {@link #value}, and may be left out or empty: then it is an empty text. */
    String valueOrEmpty(String key, Function<String, String> maker) {
        asked.add(key);
        boolean empty = values.get(key) instanceof ScalarNode scalar
                && scalar.getValue().isBlank();
        return empty ? "" : optionalValue(key, maker).orElse("");
    }

    /** A whole number that may be left out. */
    int number(String key, int least, int most, int byDefault) {
        return optionalValue(key, text -> {
                    if (!text.matches("-?\\d{1,9}")
                            || Integer.parseInt(text) < least
                            || Integer.parseInt(text) > most) {
                        throw new IllegalArgumentException(
                                "must be a whole number from " + least + " to " + most + ", and is " + text);
                    }
                    return Integer.parseInt(text);
                })
                .orElse(byDefault);
    }

    /** A list of texts that may be left out: then it is empty. */
    List<String> texts(String key) {
        asked.add(key);
        Node node = values.get(key);
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node each : sequence.getValue()) {
                if (each instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                    texts.add(scalar.getValue());
                } else {
                    problems.add(line(each), full(key), "every entry must be a text that is not empty");
                }
            }
        } else if (node != null) {
            wrong(key, "must be a list, such as [one, two]");
        }
        return texts;
    }

    /** As {@link #texts}, each made into something else. */
    <T> List<T> values(String key, Function<String, T> maker) {
        return texts(key).stream()
                .flatMap(text -> made(key, text, maker).stream())
                .toList();
    }

    /** A text or a list of them; may be left out or empty. */
    List<String> oneOrMore(String key, Function<String, String> maker) {
        if (values.get(key) instanceof SequenceNode) {
            return values(key, maker);
        }
        String one = valueOrEmpty(key, maker);
        return one.isEmpty() ? List.of() : List.of(one);
    }

    /** Notes a problem with a key's value. */
    void wrong(String key, String what) {
        problems.add(keyLine(key), full(key), what);
    }

    /** Notes every key that was never asked for. */
    void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                wrong(
                        key,
                        "is not known"
                                + Nearest.to(key, asked)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; known here: " + String.join(", ", asked)));
            }
        }
    }

    private <T> Optional<T> made(String key, String text, Function<String, T> maker) {
        try {
            return Optional.of(maker.apply(text));
        } catch (IllegalArgumentException e) {
            wrong(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void fill(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(
                    line(node), path.isEmpty() ? "the file" : path, "must hold keys with values, indented below it");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(line(tuple.getKeyNode()), path, "a key must be a plain word");
                continue;
            }
            String key = keyNode.getValue();
            int at = line(keyNode);
            if (values.put(key, tuple.getValueNode()) != null) {
                problems.add(at, full(key), "is there twice; the first is on line " + keyLine(key));
            }
            keyLines.putIfAbsent(key, at);
            places.putIfAbsent(full(key), at);
        }
    }

    private int keyLine(String key) {
        return keyLines.getOrDefault(key, line);
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
