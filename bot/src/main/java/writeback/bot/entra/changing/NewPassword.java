package writeback.bot.entra.changing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A random password of 28 ASCII characters with all four kinds in it, which meets Active Directory's complexity rule
 * (Password must meet complexity requirements) and any usual length. Wiped when closed.
 */
final class NewPassword implements AutoCloseable {
    private static final int LENGTH = 28;
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijkmnopqrstuvwxyz";
    private static final String DIGITS = "23456789";
    // none that JSON would have to escape
    private static final String SIGNS = "!#$%()*+,-.:;=?@_~";
    private static final String ALL = UPPER + LOWER + DIGITS + SIGNS;

    private final byte[] ascii = new byte[LENGTH];

    NewPassword(SecureRandom random) {
        String[] kinds = {UPPER, LOWER, DIGITS, SIGNS};
        for (int i = 0; i < LENGTH; i++) {
            String from = i < kinds.length ? kinds[i] : ALL;
            ascii[i] = (byte) from.charAt(random.nextInt(from.length()));
        }
        for (int i = LENGTH - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte kept = ascii[i];
            ascii[i] = ascii[j];
            ascii[j] = kept;
        }
    }

    /** The request's body in UTF-8; whoever takes it wipes it. */
    byte[] json() {
        byte[] before = "{\"newPassword\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOf(before, before.length + LENGTH + 2);
        System.arraycopy(ascii, 0, body, before.length, LENGTH);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return body;
    }

    @Override
    public void close() {
        Arrays.fill(ascii, (byte) 0);
    }

    @Override
    public String toString() {
        return "NewPassword[...]";
    }
}
