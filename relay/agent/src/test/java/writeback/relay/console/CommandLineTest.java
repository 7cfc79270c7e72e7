package writeback.relay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private final WrittenTerminal terminal = new WrittenTerminal();
    private final CommandLine line = new CommandLine(List.of(new Echo()), terminal);

    @Test
    void theFirstWordNamesTheCommandAndTheRestIsItsOwn() {
        assertThat(line.run(List.of("echo", "one", "two"))).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(terminal.said()).containsExactly("[one, two]");
    }

    @Test
    void anUnknownWordIsWrongAndSaysWhatThereIs() {
        assertThat(line.run(List.of("eco"))).isEqualTo(ConsoleCommand.WRONG);
        assertThat(terminal.complaints()).first().asString().contains("\"eco\"");
        assertThat(terminal.complaints()).anyMatch(each -> each.contains("echo WORDS") && each.contains("says them"));
    }

    @Test
    void withoutAWordItSaysWhatThereIs() {
        assertThat(line.run(List.of())).isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said()).anyMatch(each -> each.contains("echo WORDS"));
    }

    private static final class Echo implements ConsoleCommand {

        @Override
        public String word() {
            return "echo";
        }

        @Override
        public String arguments() {
            return "WORDS";
        }

        @Override
        public String summary() {
            return "says them";
        }

        @Override
        public int run(List<String> arguments, Terminal terminal) {
            terminal.say(arguments.toString());
            return REFUSED;
        }
    }
}
