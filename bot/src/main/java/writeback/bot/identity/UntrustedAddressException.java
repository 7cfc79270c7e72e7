package writeback.bot.identity;

import java.net.URI;

/** The configuration sends tokens somewhere that nobody said is all right; the bot does not start. */
public final class UntrustedAddressException extends RuntimeException {

    UntrustedAddressException(String property, URI address) {
        super(property + " names " + address.getScheme() + "://" + address.getHost()
                + ", which is none of Microsoft's clouds. If that is meant, name the host in"
                + " writeback.trust.additional-hosts (https; http only on this machine); every card will then say"
                + " that this is a practice organisation.");
    }
}
