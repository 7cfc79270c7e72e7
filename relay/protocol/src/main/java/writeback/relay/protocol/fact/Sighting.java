package writeback.relay.protocol.fact;

import java.util.function.Function;

/**
 * A value that was seen, or the reason why it was not.
 *
 * @param <T> what was looked for
 */
public sealed interface Sighting<T> permits Seen, Unseen {

    static <T> Sighting<T> seen(T value) {
        return new Seen<>(value);
    }

    static <T> Sighting<T> unseen(Cause cause, String detail) {
        return new Unseen<>(cause, detail);
    }

    /** The same sighting of something that follows from the value. */
    default <R> Sighting<R> map(Function<? super T, ? extends R> follow) {
        return flatMap(value -> new Seen<>(follow.apply(value)));
    }

    /** The sighting that follows from the value, or this very absence. */
    default <R> Sighting<R> flatMap(Function<? super T, Sighting<R>> follow) {
        return fold(follow, unseen -> new Unseen<>(unseen.cause(), unseen.detail()));
    }

    /** Handles both cases; there is no third. */
    <R> R fold(Function<? super T, ? extends R> seen, Function<Unseen<T>, ? extends R> unseen);

    default boolean isSeen() {
        return fold(value -> true, unseen -> false);
    }
}
