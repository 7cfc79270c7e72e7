package writeback.bot.teams;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import writeback.bot.chat.ChatDesk;
import writeback.bot.chat.Press;
import writeback.bot.chat.Speaker;
import writeback.bot.chat.Talk;

/** Keeps what the door hands in, and answers presses as the test says. */
final class RecordingDesk implements ChatDesk {

    final List<Press> presses = new CopyOnWriteArrayList<>();
    final List<Said> said = new CopyOnWriteArrayList<>();
    final List<Talk> installs = new CopyOnWriteArrayList<>();
    volatile Function<Press, CompletableFuture<String>> answering = RecordingDesk::card;
    volatile Supplier<CompletableFuture<Void>> saying = RecordingDesk::heard;

    void forget() {
        presses.clear();
        said.clear();
        installs.clear();
        answering = RecordingDesk::card;
        saying = RecordingDesk::heard;
    }

    private static CompletableFuture<Void> heard() {
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<String> card(Press press) {
        return CompletableFuture.completedFuture("{\"type\":\"AdaptiveCard\"}");
    }

    record Said(Speaker speaker, Talk talk, String text) {}

    @Override
    public CompletableFuture<Void> said(Speaker speaker, Talk talk, String text) {
        said.add(new Said(speaker, talk, text));
        return saying.get();
    }

    @Override
    public String notStored(Speaker speaker) {
        return "not stored";
    }

    @Override
    public CompletableFuture<String> pressed(Press press) {
        presses.add(press);
        return answering.apply(press);
    }

    @Override
    public void installed(Speaker speaker, Talk talk) {
        installs.add(talk);
    }

    @Override
    public String working(Press press) {
        return "working";
    }
}
