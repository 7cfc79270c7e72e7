package writeback.bot.chat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        for (Screen screen : screens.ofTarget(Screen.Kind.COVERAGE, id)) {
            Words words = stage.words(screen.person());
            stage.redraw(screen, words, now -> look(now, List.of(), null, words));
        }
    }

    private CoveragePictures.Link link(URI address) {
        return new CoveragePictures.Link(address, clock.instant().plus(LINK_LIVES));
    }

    private String draw(
            Screen screen, String id, List<String> said, CoveragePictures.@Nullable Link link, Words words) {
        if (desk.find(id).isEmpty()) {
            return stage.refuse(
                    screen.person(), screen.displayName(), screen.conversation(), words, "oldButton", Map.of());
        }
        return stage.draw(screen.next(Screen.Kind.COVERAGE, id, "", null), words, now -> look(now, said, link, words));
    }

    private Stage.Look look(Screen screen, List<String> said, CoveragePictures.@Nullable Link link, Words words) {
        CoverageRun run =
                desk.find(screen.target()).orElseThrow(() -> new IllegalStateException("no walk " + screen.target()));
        return new Stage.Look(screen, pictures.coverage(run, screen, words, said, link, clock.instant()));
    }
}
