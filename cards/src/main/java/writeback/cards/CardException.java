package writeback.cards;

/**
 * A card or text that cannot be made: a value the template needs is missing or has the wrong shape, a text is unknown,
 * or the card is too large. A fault of the program, never of the person in the chat. The message names the template or
 * text and the path, never a value.
 */
public final class CardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CardException(String message) {
        super(message);
    }

    CardException(String message, Throwable cause) {
        super(message, cause);
    }
}
