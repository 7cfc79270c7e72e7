package writeback.relay.directory;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A password that nobody knows, spelled as {@code unicodePwd} wants it: in quotation marks, UTF-16LE (MS-ADTS 3.1.1.3.1.5.1).
 * Closing it wipes the bytes.
 */
final class RandomPassword implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String[] KINDS = {
        "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%&()*+,-./:;<=>?@[]^_{|}~"
    };
    private static final int LENGTH = 32;
    private static final int BYTES_PER_CHARACTER = 2;

    private final byte[] bytes = new byte[(LENGTH + 2) * BYTES_PER_CHARACTER];

    RandomPassword() {
        put(0, '"');
        for (int i = 0; i < LENGTH; i++) {
            // Every kind in turn, so that complexity holds whatever the dice say.
            String kind = KINDS[i % KINDS.length];
            put(i + 1, kind.charAt(RANDOM.nextInt(kind.length())));
        }
        put(LENGTH + 1, '"');
    }

    private void put(int index, char character) {
        bytes[index * BYTES_PER_CHARACTER] = (byte) character;
    }

    /** The bytes themselves, not a copy: they are wiped with this. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
