package writeback.bot.teams;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import writeback.bot.schedule.Events;

/** Keeps what is published, each as its topic and key. */
final class RecordingEvents implements Events {

    final List<String> published = new CopyOnWriteArrayList<>();

    @Override
    public void publish(String topic, String key) {
        published.add(topic + " " + key);
    }

    @Override
    public void at(Instant when, String topic, String key) {
        throw new AssertionError("no timer is expected of the door");
    }
}
