package writeback.journeys.start;

/**
 * {@code script/server}: starts the organisation, says where everything is and what to type, and runs until Ctrl-C,
 * TERM or the death of a part.
 */
public final class Main {
    private Main() {}

    public static void main(String... arguments) throws InterruptedException {
        Organisation organisation;
        Options options;
        try {
            options = Options.parse(arguments);
            organisation = new Organisation(options);
        } catch (StartFailed e) {
            fail(e);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(organisation::close, "stop"));
        try {
            long started = System.nanoTime();
            organisation.start();
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            System.out.println(Welcome.text(organisation, options, seconds));
            StartFailed why = organisation.death().join();
            fail(why);
        } catch (StartFailed e) {
            if (!organisation.isToldToEnd()) {
                fail(e);
            }
        }
    }

    private static void fail(StartFailed why) {
        System.err.println(why.getMessage());
        System.exit(1);
    }
}
