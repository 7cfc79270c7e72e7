package writeback.relay.protocol.fact;

import java.util.function.Function;

/**
 * An absence with its reason.
 *
 * @param detail for an administrator's eyes, in English as the system gave it; empty if there is nothing to add; never
 *     holds a secret
 */
public record Unseen<T>(Cause cause, String detail) implements Sighting<T> {

    @Override
    public <R> R fold(Function<? super T, ? extends R> seen, Function<Unseen<T>, ? extends R> unseen) {
        return unseen.apply(this);
    }
}
