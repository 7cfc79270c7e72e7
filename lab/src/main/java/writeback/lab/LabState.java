package writeback.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the practice organisation is like now: a flat store of {@link StateKeys}.
 *
 * <p>Thread-safe. Reading never waits. Changes happen one after another, and a change has taken effect, listeners
 * included, when the call returns.
 */
public final class LabState {
    /** Makes a change real. Called on the changing thread; may itself change the state. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called for each key that was set, also when it was set to what it already was: the world may have drifted
         * from the state.
         *
         * @throws RuntimeException when the change cannot be made; the key then goes back to its former value
         */
        void set(StateKey<?> key, @Nullable Object before, @Nullable Object after);
    }

    private final ReentrantLock changing = new ReentrantLock();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, @Nullable Object> values = startValues();

    /** The value as it stands now. */
    // A value got into the map only through its key's kind.
    @SuppressWarnings("unchecked")
    public <T extends @Nullable Object> T get(StateKey<T> key) {
        return (T) values.get(key.name());
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** All keys and values, in the keys' order. */
    public Map<String, @Nullable Object> all() {
        return values;
    }

    public <T extends @Nullable Object> void set(StateKey<T> key, T value) {
        changing.lock();
        try {
            apply(key, value);
        } finally {
            changing.unlock();
        }
    }

    /** Notes what the world did by itself; no listener is called. */
    public <T extends @Nullable Object> void note(StateKey<T> key, T value) {
        changing.lock();
        try {
            put(key.name(), value);
        } finally {
            changing.unlock();
        }
    }

    /** Takes one from a key that counts down; false when it is at zero already. */
    public boolean takeOne(StateKey<Integer> counter) {
        if (get(counter) == 0) {
            return false;
        }
        changing.lock();
        try {
            int left = get(counter);
            if (left == 0) {
                return false;
            }
            put(counter.name(), left - 1);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /**
     * Sets the keys that object names.
     *
     * @throws BadState when it is no object, a key is unknown or a value does not suit; nothing has been set then
     */
    public void patch(JsonNode patch) throws BadState {
        Map<StateKey<?>, Optional<Object>> wanted = check(patch);
        changing.lock();
        try {
            wanted.forEach((key, value) -> apply(key, value.orElse(null)));
        } finally {
            changing.unlock();
        }
    }

    /** Sets every key to the value it starts with. */
    public void reset() {
        changing.lock();
        try {
            StateKeys.all().forEach(key -> apply(key, key.start()));
        } finally {
            changing.unlock();
        }
    }

    private void apply(StateKey<?> key, @Nullable Object after) {
        Object before = values.get(key.name());
        put(key.name(), after);
        try {
            listeners.forEach(listener -> listener.set(key, before, after));
        } catch (RuntimeException e) {
            put(key.name(), before);
            throw e;
        }
    }

    private void put(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        values = Collections.unmodifiableMap(changed);
    }

    private static Map<StateKey<?>, Optional<Object>> check(JsonNode patch) throws BadState {
        if (!patch.isObject()) {
            throw new BadState("the body must be a JSON object of keys and values");
        }
        Map<StateKey<?>, Optional<Object>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : patch.properties()) {
            StateKey<?> key = find(property.getKey());
            JsonNode value = property.getValue();
            Optional<Object> read =
                    value.isNull() ? Optional.empty() : key.kind().read(value);
            if (read.isEmpty() && !(value.isNull() && key.kind().takesNull())) {
                throw new BadState(key.name() + " must be " + key.kind().expects());
            }
            wanted.put(key, read);
        }
        return wanted;
    }

    private static StateKey<?> find(String name) throws BadState {
        List<StateKey<?>> byNearness = new ArrayList<>(StateKeys.all());
        byNearness.sort(Comparator.comparingInt(key -> distance(key.name(), name)));
        StateKey<?> nearest = byNearness.get(0);
        if (!nearest.name().equals(name)) {
            throw new BadState("there is no key " + name + "; the nearest is " + nearest.name());
        }
        return nearest;
    }

    /** Levenshtein's edit distance, regardless of case but for a tie. */
    private static int distance(String known, String typed) {
        int[] row = new int[typed.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = 2 * column;
        }
        for (int line = 1; line <= known.length(); line++) {
            int diagonal = row[0];
            row[0] = 2 * line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + cost(known.charAt(line - 1), typed.charAt(column - 1));
                diagonal = row[column];
                row[column] = Math.min(replaced, 2 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[typed.length()];
    }

    private static int cost(char known, char typed) {
        if (known == typed) {
            return 0;
        }
        return Character.toLowerCase(known) == Character.toLowerCase(typed) ? 1 : 2;
    }

    private static Map<String, @Nullable Object> startValues() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        StateKeys.all().forEach(key -> values.put(key.name(), key.start()));
        return Collections.unmodifiableMap(values);
    }
}
