package writeback.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.web.PortTaken;

/**
 * Starts the practice organisation and stops it when standard input closes or on TERM.
 *
 * <p>Ends with 2 when it cannot start as it was told to, after one line that says why.
 */
public final class Main {
    private static final int CANNOT_START = 2;

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Lab lab = Lab.start(Options.parse(arguments), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "stop"));
            System.out.println("lab ready " + lab.description());
            waitUntilClosed(System.in);
            System.exit(0);
        } catch (Options.BadOptions e) {
            refuse(e.getMessage() + "; " + Options.USAGE);
        } catch (PortTaken e) {
            refuse(e.getMessage() + " by another process; stop that one or choose five others with --port=N");
        } catch (DirectoryTrouble e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(String why) {
        System.err.println("lab: " + why);
        System.exit(CANNOT_START);
    }

    private static void waitUntilClosed(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // a broken input is a closed one
        }
    }
}
