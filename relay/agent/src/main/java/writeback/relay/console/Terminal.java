package writeback.relay.console;

import java.util.Optional;

/** What a person at the machine sees and types. */
public interface Terminal {

    /** A line for the person, or for the script that called. */
    void say(String line);

    /** A line about what went wrong, to standard error. */
    void complain(String line);

    /** Asks and reads a line; empty when nobody is there to answer. */
    Optional<String> ask(String question);

    /** Asks and reads a line that is not shown; empty when nobody is there to answer. */
    Optional<char[]> askSecret(String question);
}
