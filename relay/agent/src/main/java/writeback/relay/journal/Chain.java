package writeback.relay.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.ChainHead;

/**
 * Lines of text, each with the SHA-256 over the hash of the line before and its own text: {@code HASH TEXT\n}. A line that
 * was changed, taken out or put in is found by walking it. Not thread-safe.
 */
final class Chain {

    private static final int HASH = 64;

    private final List<String> hashes = new ArrayList<>();
    private @Nullable String damage;
    private int end;

    /**
     * Walks it and hands over the text of every good line, up to the first that does not fit.
     *
     * @return with {@link #damage()} when one did not; what comes behind the last newline is not looked at
     */
    static Chain walk(byte[] content, Consumer<String> reader) {
        Chain chain = new Chain();
        int start = 0;
        for (int newline = newline(content, start); newline >= 0; newline = newline(content, start)) {
            String line = new String(content, start, newline - start, StandardCharsets.UTF_8);
            if (!chain.accept(line, reader)) {
                chain.damage = "line " + (chain.hashes.size() + 1) + " of the journal was changed, or the one before it"
                        + " is gone";
                break;
            }
            start = newline + 1;
            chain.end = start;
        }
        return chain;
    }

    /** What does not fit, if anything. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** Where the last good line ends, in bytes. */
    int end() {
        return end;
    }

    /** The newest line; empty when there is none. */
    Optional<ChainHead> head() {
        return hashes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChainHead(hashes.size(), hashes.get(hashes.size() - 1)));
    }

    /** @param number of the line, from 1 */
    String hash(int number) {
        return hashes.get(number - 1);
    }

    /** Whether this very line is, with this very past, one of these. */
    boolean holds(ChainHead head) {
        return head.number() >= 1
                && head.number() <= hashes.size()
                && hashes.get((int) head.number() - 1).equals(head.hash());
    }

    /** The hash that the next line will have. */
    String next(String text) {
        return hash(hashes.isEmpty() ? "" : hashes.get(hashes.size() - 1), text);
    }

    /** Takes the next line's hash in. */
    void add(String hash) {
        hashes.add(hash);
    }

    static String line(String hash, String text) {
        return hash + ' ' + text + '\n';
    }

    private boolean accept(String line, Consumer<String> reader) {
        if (line.length() <= HASH || line.charAt(HASH) != ' ') {
            return false;
        }
        String text = line.substring(HASH + 1);
        String hash = next(text);
        if (!line.startsWith(hash)) {
            return false;
        }
        hashes.add(hash);
        reader.accept(text);
        return true;
    }

    private static int newline(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String hash(String before, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(before.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
