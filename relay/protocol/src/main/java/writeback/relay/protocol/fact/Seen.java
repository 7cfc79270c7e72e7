package writeback.relay.protocol.fact;

import java.util.function.Function;

/** A value that was really read. */
public record Seen<T>(T value) implements Sighting<T> {

    @Override
    public <R> R fold(Function<? super T, ? extends R> seen, Function<Unseen<T>, ? extends R> unseen) {
        return seen.apply(value);
    }
}
