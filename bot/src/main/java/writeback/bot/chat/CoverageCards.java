package writeback.bot.chat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import writeback.bot.coverage.CoverageDesk;
import writeback.bot.coverage.CoverageRun;
import writeback.bot.coverage.CoverageState;
import writeback.bot.schedule.EventHandler;

/** A walk over all users on its cards: progress, result, and the link to the list. */
@Component
class CoverageCards implements EventHandler {

    private static final Duration LINK_LIVES = Duration.ofMinutes(10);

    private final CoverageDesk desk;
    private final CoveragePictures pictures;
    private final Stage stage;
    private final Screens screens;
    private final Clock clock;
    private final Object[] turns = Stream.generate(Object::new).limit(64).toArray();

    CoverageCards(CoverageDesk desk, CoveragePictures pictures, Stage stage, Screens screens, Clock clock) {
        this.desk = desk;
        this.pictures = pictures;
        this.stage = stage;
        this.screens = screens;
        this.clock = clock;
    }

    /** A new walk, or the one that this person has under way. */
    String begin(Screen screen, String asked, Words words) {
        CoverageDesk.Started started = desk.start(screen.person(), asked);
        List<String> said = started.fresh() ? List.of() : List.of(words.get("coverage.already"));
        return draw(screen, started.run().id(), said, null, words);
    }

    /** The same walk as it stands; when it has ended, a new one of the same kind in its place. */
    String look(Screen screen, Words words) {
        Optional<CoverageRun> run = desk.find(screen.target());
        return run.isPresent() && run.get().state() == CoverageState.RUNNING
                ? draw(screen.again(), screen.target(), List.of(), null, words)
                : begin(screen.again(), run.map(CoverageRun::asked).orElse(""), words);
    }

    String cancel(Screen screen, Words words) {
        desk.cancel(screen.target(), screen.person());
        return draw(screen.again(), screen.target(), List.of(), null, words);
    }

    /** The card with a fresh link; without a list any longer the card says so. */
    String download(Screen screen, Words words) {
        CoveragePictures.Link link = desk.download(
                        screen.target(), screen.person(), screen.displayName(), screen.conversation(), words.language())
                .map(this::link)
                .orElse(null);
        return draw(screen.again(), screen.target(), List.of(), link, words);
    }

    @Override
    public String topic() {
        return CoverageDesk.MOVED;
    }

    @Override
    public void handle(String id) {
        synchronized (turn(id)) {
            for (Screen screen : screens.ofTarget(Screen.Kind.COVERAGE, id)) {
                draw(screen.again(), id, List.of(), null, stage.words(screen.person()));
            }
        }
    }

    private CoveragePictures.Link link(URI address) {
        return new CoveragePictures.Link(address, clock.instant().plus(LINK_LIVES));
    }

    private String draw(
            Screen screen, String id, List<String> said, CoveragePictures.@Nullable Link link, Words words) {
        // What is drawn is read inside the turn, so an older one never comes out on top.
        synchronized (turn(id)) {
            Optional<CoverageRun> run = desk.find(id);
            if (run.isEmpty()) {
                return stage.refuse(
                        screen.person(), screen.displayName(), screen.conversation(), words, "oldButton", Map.of());
            }
            Screen shown = screen.next(Screen.Kind.COVERAGE, id, "", null);
            return stage.show(shown, words, pictures.coverage(run.get(), shown, words, said, link, clock.instant()));
        }
    }

    private Object turn(String run) {
        return turns[Math.floorMod(run.hashCode(), turns.length)];
    }
}
