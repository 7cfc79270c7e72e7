package writeback.relay.console;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process's own terminal; without one, standard input, so that a script may answer. */
public final class SystemTerminal implements Terminal {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final @Nullable Console console = System.console();
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void complain(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public Optional<String> ask(String question) {
        out.print(question + " ");
        out.flush();
        return Optional.ofNullable(line());
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        if (console != null) {
            return Optional.ofNullable(console.readPassword("%s ", question));
        }
        return ask(question).map(String::toCharArray);
    }

    private @Nullable String line() {
        try {
            return input.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
