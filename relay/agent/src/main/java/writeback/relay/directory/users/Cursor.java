package writeback.relay.directory.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a walk goes on. It holds all that another life of the relay needs, so that it outlasts a restart; for everybody
 * else it is an opaque text.
 *
 * @param host the domain controller whose numbers these are: every one counts by itself
 * @param until its {@code highestCommittedUSN} when the walk began: users made later are not looked at
 * @param scope fingerprint of what is walked and for whom
 * @param part index of what is under way: of each container first the users with a number, then those without
 * @param after users of that part up to this number have been looked at
 * @param looked how many users have been looked at
 * @param expected how many there are in all; below 0: not known
 */
record Cursor(String host, long until, String scope, int part, long after, long looked, long expected) {

    private static final String VERSION = "2";
    private static final int FIELDS = 8;
    private static final int SUM = 4;
    private static final int AT_MOST = 1000;

    /** The fingerprint of a scope: 16 hex digits. */
    static String scope(List<String> containers, String connector) {
        return HexFormat.of()
                .formatHex(
                        sum((String.join("\n", containers) + "\n" + connector).getBytes(StandardCharsets.UTF_8)), 0, 8);
    }

    /** The same place, of a walk that expects so many users. */
    Cursor expecting(long users) {
        return new Cursor(host, until, scope, part, after, looked, users);
    }

    String text() {
        byte[] bytes = String.join(
                        "\n", VERSION, host, "" + until, scope, "" + part, "" + after, "" + looked, "" + expected)
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(sum(bytes), SUM + bytes.length);
        System.arraycopy(bytes, 0, all, SUM, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Empty when the text is none of ours, or damaged. */
    static Optional<Cursor> parse(String text) {
        try {
            byte[] all = text.length() > AT_MOST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            if (all.length <= SUM) {
                return Optional.empty();
            }
            byte[] bytes = Arrays.copyOfRange(all, SUM, all.length);
            String[] fields = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
            if (!Arrays.equals(all, 0, SUM, sum(bytes), 0, SUM)
                    || fields.length != FIELDS
                    || !fields[0].equals(VERSION)) {
                return Optional.empty();
            }
            return Optional.of(new Cursor(
                    fields[1],
                    Long.parseLong(fields[2]),
                    fields[3],
                    Integer.parseInt(fields[4]),
                    Long.parseLong(fields[5]),
                    Long.parseLong(fields[6]),
                    Long.parseLong(fields[7])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] sum(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
