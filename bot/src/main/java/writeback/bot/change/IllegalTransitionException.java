package writeback.bot.change;

/** A move that the table does not have; a fault of ours. */
final class IllegalTransitionException extends RuntimeException {

    IllegalTransitionException(ChangeState from, ChangeEvent event) {
        super("a change that is " + from + " knows no " + event);
    }
}
