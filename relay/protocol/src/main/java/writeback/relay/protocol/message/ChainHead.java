package writeback.relay.protocol.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a hash-chained trail, named so that the other side's trail can cite it: whoever holds both can tell later that
 * neither was cut or written anew.
 *
 * @param number of the line, from 1
 * @param hash SHA-256 of the line and all before it, 64 hex digits
 */
public record ChainHead(long number, String hash) {

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,18}):([0-9a-f]{64})");

    /** As it is cited: {@code NUMBER:HASH}. */
    public String text() {
        return number + ":" + hash;
    }

    /** Whether the parts are such as a trail could have: what a peer sends is not. */
    public boolean plausible() {
        return parse(text()).isPresent();
    }

    /** Reads {@link #text()}; empty when it is none. */
    public static Optional<ChainHead> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(new ChainHead(Long.parseLong(matcher.group(1)), matcher.group(2)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
