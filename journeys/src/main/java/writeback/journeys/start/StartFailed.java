package writeback.journeys.start;

/** The organisation could not start, or a part of it died; the message tells a person why, with its last log lines. */
public final class StartFailed extends RuntimeException {
    StartFailed(String message) {
        super(message, null, false, false);
    }
}
