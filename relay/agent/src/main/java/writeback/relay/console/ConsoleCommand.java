package writeback.relay.console;

import java.util.List;

/** One word of the command line. */
public interface ConsoleCommand {

    /** It did what it was asked to do. */
    int DONE = 0;

    /** The machine is in the way: journal in use, disk, network. */
    int MACHINE = 1;

    /** The settings or the arguments are wrong; each problem was said. */
    int WRONG = 2;

    /** The bot, the guard or a check said no. */
    int REFUSED = 3;

    /** Such as {@code carry-out}. */
    String word();

    /** Its arguments, such as {@code CHANGE [relay.yaml]}; empty when there are none. */
    String arguments();

    /** What it does, in one line. */
    String summary();

    /**
     * Does it.
     *
     * @param arguments what follows the word
     * @return the process's exit code
     */
    int run(List<String> arguments, Terminal terminal);
}
