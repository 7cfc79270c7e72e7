package writeback.bot.premises;

import java.util.List;
import java.util.Optional;

/** The registered relays and when they were last heard of. */
public interface Relays {

    List<Relay> list();

    /** Fingerprint of the command key that is announced to them, as their consoles show it; empty when there is none. */
    Optional<String> nextCommandKey();

    /** Whether a relay with that capability was heard of lately. */
    boolean connected(String capability);
}
