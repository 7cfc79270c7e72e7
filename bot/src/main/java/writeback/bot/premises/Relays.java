package writeback.bot.premises;

import java.util.List;

/** The registered relays and when they were last heard of. */
public interface Relays {

    List<Relay> list();

    /** Whether a relay with that capability was heard of lately. */
    boolean connected(String capability);
}
