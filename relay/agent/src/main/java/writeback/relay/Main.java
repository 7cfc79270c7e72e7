package writeback.relay;

import java.time.Clock;
import java.util.List;
import writeback.relay.check.CheckCommand;
import writeback.relay.console.AcceptKeyCommand;
import writeback.relay.console.CommandLine;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.EnrolCommand;
import writeback.relay.console.LogCommand;
import writeback.relay.console.SystemTerminal;

/** {@code writeback-relay WORD ...}; exit codes as {@link ConsoleCommand} has them, and 143 for a service stopped by TERM. */
public final class Main {

    /** What {@code writeback-relay} can be told. */
    private static final List<ConsoleCommand> COMMANDS = List.of(
            new RunCommand(),
            new EnrolCommand(Version.TEXT, Clock.systemUTC()),
            new AcceptKeyCommand(),
            new LogCommand(),
            new CheckCommand(Clock.systemUTC()),
            new CarryOutCommand(Clock.systemUTC()),
            PauseCommand.pause(Clock.systemUTC()),
            PauseCommand.resume(Clock.systemUTC()));

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(COMMANDS, new SystemTerminal()).run(List.of(arguments)));
    }
}
