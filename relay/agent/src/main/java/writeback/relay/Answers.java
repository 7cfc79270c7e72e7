package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.function.Consumer;
import writeback.relay.guard.Guard;
import writeback.relay.guard.SettingPlaces;
import writeback.relay.journal.Entry;
import writeback.relay.journal.Journal;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Reply;

/** Tells the bot and the log how a command ended. */
final class Answers {

    private static final Logger LOG = System.getLogger(Answers.class.getName());

    private final Guard guard;
    private final Journal journal;
    private final Witness witness;
    private final Consumer<Reply> replies;
    private final SettingPlaces places;
    private final Clock clock;

    /** @param replies seals and sends; does not block */
    Answers(Guard guard, Journal journal, Witness witness, Consumer<Reply> replies, SettingPlaces places, Clock clock) {
        this.guard = guard;
        this.journal = journal;
        this.witness = witness;
        this.replies = replies;
        this.places = places;
        this.clock = clock;
    }

    /** A change begins. */
    void starting(Command command) {
        witness.starting(command);
    }

    /** Answers under the highest number seen: the command may have come again while it was carried out. */
    void answer(Command command, Outcome outcome) {
        answer(command, guard.fence(command), outcome);
    }

    void answer(Command command, long fence, Outcome outcome) {
        remember(command, fence, outcome);
        witness.answered(command, outcome);
        String operator = journal.find(command.id()).map(Entry::operator).orElse(null);
        replies.accept(new Reply(command.id(), fence, clock.instant(), Version.TEXT, outcome, operator));
        LOG.log(Level.INFO, "Command {0} {1}: {2}", command.id(), command.operation(), text(outcome));
    }

    /** What ends an attempt, and what was refused, is for the relay's owner to read. */
    private void remember(Command command, long fence, Outcome outcome) {
        if (command.change() == null) {
            return;
        }
        try {
            if (outcome instanceof Outcome.Refused refused) {
                journal.refused(command, fence, refused);
            } else if (outcome instanceof Outcome.InDoubt doubt) {
                journal.inDoubt(command.id(), fence, doubt);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The answer to {0} is not in the journal: {1}", command.id(), e.getMessage());
        }
    }

    /** An operation names the setting that decided; people want its line. */
    Outcome located(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && !refused.setting().isEmpty()
                ? new Outcome.Refused(refused.code(), refused.detail(), places.of(refused.setting()))
                : outcome;
    }

    /** Facts are not for the log. */
    private static String text(Outcome outcome) {
        return outcome instanceof Outcome.Done ? "done" : outcome.toString();
    }
}
