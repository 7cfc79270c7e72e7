package writeback.bot.entra.reading;

/** Graph answered in a shape that its documents do not describe. */
final class MalformedAnswerException extends RuntimeException {

    MalformedAnswerException(String what) {
        super(what);
    }
}
