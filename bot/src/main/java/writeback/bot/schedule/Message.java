package writeback.bot.schedule;

import java.util.Set;

/**
 * What the scheduler keeps of one event, as JSON.
 *
 * @param timer whether {@code event_timer} must still name this execution
 * @param done handlers, by bean name, that have taken it already
 */
record Message(String topic, String key, boolean timer, Set<String> done) {

    Message {
        done = Set.copyOf(done);
    }
}
