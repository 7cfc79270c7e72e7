package writeback.relay.console;

import java.util.List;
import java.util.Optional;

/** Finds the command that the first word names. */
public final class CommandLine {

    private static final String NAME = "writeback-relay";

    private final List<ConsoleCommand> commands;
    private final Terminal terminal;

    public CommandLine(List<ConsoleCommand> commands, Terminal terminal) {
        this.commands = List.copyOf(commands);
        this.terminal = terminal;
    }

    /** @return the process's exit code */
    public int run(List<String> words) {
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.get(0))) {
            usage().forEach(terminal::say);
            return ConsoleCommand.DONE;
        }
        Optional<ConsoleCommand> command = commands.stream()
                .filter(each -> each.word().equals(words.get(0)))
                .findFirst();
        if (command.isEmpty()) {
            terminal.complain(NAME + " does not know \"" + words.get(0) + "\"");
            usage().forEach(terminal::complain);
            return ConsoleCommand.WRONG;
        }
        return command.get().run(words.subList(1, words.size()), terminal);
    }

    private List<String> usage() {
        return commands.stream()
                .map(command -> String.format(
                        "  %s %-32s %s", NAME, (command.word() + " " + command.arguments()).strip(), command.summary()))
                .toList();
    }
}
