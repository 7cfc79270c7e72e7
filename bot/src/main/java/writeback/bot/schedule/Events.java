package writeback.bot.schedule;

import java.time.Instant;

/**
 * Durable messages to the rooms above, and durable timers. Published in the caller's transaction: with it, or not at all.
 * Each is handed at least once to the {@link EventHandler} of its topic, so handling must be idempotent.
 */
public interface Events {

    /** As soon as the transaction is committed. */
    void publish(String topic, String key);

    /** Not before that time. A timer with the same topic and key is moved, not doubled. */
    void at(Instant when, String topic, String key);
}
