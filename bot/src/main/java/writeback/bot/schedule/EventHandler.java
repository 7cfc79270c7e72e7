package writeback.bot.schedule;

/** Takes the events of one topic. A Spring bean; several handlers may share a topic. */
public interface EventHandler {

    String topic();

    /** Called at least once for each event; an exception means: again later, with growing pauses. */
    void handle(String key);
}
