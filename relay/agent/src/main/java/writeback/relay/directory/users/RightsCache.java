package writeback.relay.directory.users;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What follows from a descriptor, by its bytes: thousands of users share one, for most of it is inherited. At most
 * {@value #ENTRIES} of at most {@value #BYTES} bytes are kept, the least used one goes first. Not thread-safe.
 *
 * @param <T> what follows
 */
final class RightsCache<T> {

    private static final int ENTRIES = 512;
    private static final int BYTES = 8192;

    private final Map<Key, T> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, T> eldest) {
            return size() > ENTRIES;
        }
    };

    /**
     * What follows from these bytes.
     *
     * @param kind what else it depends on
     */
    T get(byte[] descriptor, String kind, Supplier<T> compute) {
        if (descriptor.length > BYTES) {
            return compute.get();
        }
        return kept.computeIfAbsent(new Key(descriptor, kind), key -> compute.get());
    }

    int size() {
        return kept.size();
    }

    private static final class Key {

        private final byte[] bytes;
        private final String kind;
        private final int hash;

        Key(byte[] bytes, String kind) {
            this.bytes = bytes;
            this.kind = kind;
            this.hash = 31 * Arrays.hashCode(bytes) + kind.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && kind.equals(key.kind) && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
