package writeback.relay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.crash.CrashGround.await;
import static writeback.relay.crash.CrashGround.setting;

import org.junit.jupiter.api.Test;
import writeback.relay.crash.StandInBot.Manner;
import writeback.relay.protocol.message.Outcome;

/** Kills a real agent at each point of the journal: what is asked for happens once or not at all. */
class JournalCrashTest extends OnCrashGround {

    @Test
    void killedAfterReceivedItRunsOnceAfterwards() throws Exception {
        ground.bot.permits(Manner.HANGS);
        ground.bot.hand(setting("c", 1));
        await(() -> ground.lines("RECEIVED") == 1);
        ground.killAndStartAgain();
        assertThat(ground.modified).hasValue(0);

        ground.bot.permits(Manner.ANSWERS);
        assertThat(ground.answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(ground.modified).hasValue(1);
        ground.assertHolds();
    }

    @Test
    void killedAfterStartedItIsNotBegunAgain() throws Exception {
        ground.holdsSearches = true;
        ground.bot.hand(setting("c", 1));
        await(() -> ground.lines("STARTED") == 1 && ground.searchesHeld.get() > 0);
        ground.holdsSearches = false;
        ground.killAndStartAgain();

        assertThat(ground.answerTo(setting("c", 2)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("not-applied"));
        assertThat(ground.modified).hasValue(0);
        ground.assertHolds();
    }

    @Test
    void killedBeforeDoneItIsLookedAtAndWasDoneOnce() throws Exception {
        ground.holdsAfterModify = true;
        ground.bot.hand(setting("c", 1));
        await(() -> ground.searchesHeld.get() > 0);
        assertThat(ground.lines("DONE")).isZero();
        ground.holdsSearches = false;
        ground.killAndStartAgain();

        assertThat(ground.answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(ground.modified).hasValue(1);
        assertThat(ground.age()).isEqualTo("0");
        ground.assertHolds();
    }

    @Test
    void killedBeforeTheReplyItGivesTheStoredResult() throws Exception {
        ground.bot.takesReplies(Manner.FAILS);
        ground.bot.hand(setting("c", 1));
        await(() -> ground.lines("DONE") == 1);
        // what it would find by looking again is not what it answers
        ground.putAgeBack();
        ground.killAndStartAgain();
        ground.bot.takesReplies(Manner.ANSWERS);

        assertThat(ground.answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(ground.modified).hasValue(1);
        ground.assertHolds();
    }
}
