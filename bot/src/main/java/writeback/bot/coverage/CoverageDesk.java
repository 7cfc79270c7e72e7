package writeback.bot.coverage;

import java.net.URI;
import java.util.Optional;
import writeback.bot.identity.PersonId;
import writeback.cards.Language;

/**
 * Where walks are asked for. What is new about one is told by the durable event {@link #MOVED} with its id as key: at once
 * when its state changes, else now and then.
 */
public interface CoverageDesk {

    String MOVED = "coverage.moved";

    /**
     * Starts a walk, unless this person has one under way.
     *
     * @param asked distinguished name of a container, DNS name of a domain, or nothing: whatever is synchronised
     */
    Started start(PersonId asker, String asked);

    /** Ends the asker's walk; false when it has ended already, or is another person's. */
    boolean cancel(String run, PersonId asker);

    Optional<CoverageRun> find(String run);

    /**
     * A fresh link to the list, for the asker alone; empty when there is no list (any longer).
     *
     * @param displayName as Teams shows the asker; a foreign value
     * @param conversation where the link is shown
     */
    Optional<URI> download(String run, PersonId asker, String displayName, String conversation, Language language);

    /** @param fresh false: it was under way already */
    record Started(CoverageRun run, boolean fresh) {}
}
