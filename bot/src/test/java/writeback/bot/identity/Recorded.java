package writeback.bot.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import writeback.bot.audit.AuditTrail;
import writeback.bot.schedule.Events;

/** Remembers what was told to the trail and to the rooms above. */
final class Recorded implements AuditTrail, Events {

    record Row(String kind, String actor, String subject, Map<String, String> details) {}

    final List<Row> rows = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void append(String kind, String actor, String subject, Map<String, String> details) {
        rows.add(new Row(kind, actor, subject, details));
    }

    @Override
    public void publish(String topic, String key) {
        events.add(topic + " " + key);
    }

    @Override
    public void at(Instant when, String topic, String key) {
        throw new UnsupportedOperationException("no timers here");
    }

    List<String> kinds() {
        return rows.stream().map(Row::kind).toList();
    }
}
