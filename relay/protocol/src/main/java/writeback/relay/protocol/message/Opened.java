package writeback.relay.protocol.message;

import java.util.function.Function;

/** What came out of a signed envelope: its content, verified, or the reason why nothing in it may be used. */
public sealed interface Opened<T> {

    /** Signed by the expected key, for the expected audience, and readable. */
    record Verified<T>(T content) implements Opened<T> {}

    /** @param detail for a log; names what was found where it is harmless, never the envelope itself */
    record Rejected<T>(Rejection code, String detail) implements Opened<T> {}

    /** What follows from the content, or this very rejection. */
    default <R> Opened<R> flatMap(Function<? super T, Opened<R>> follow) {
        if (this instanceof Verified<T> verified) {
            return follow.apply(verified.content());
        }
        Rejected<T> rejected = (Rejected<T>) this;
        return new Rejected<>(rejected.code(), rejected.detail());
    }

    static <T> Opened<T> rejected(Rejection code, String detail) {
        return new Rejected<>(code, detail);
    }
}
