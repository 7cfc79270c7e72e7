package writeback.relay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.crash.CrashGround.await;
import static writeback.relay.crash.CrashGround.reading;
import static writeback.relay.crash.CrashGround.setting;

import org.junit.jupiter.api.Test;
import writeback.relay.crash.StandInBot.Manner;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.message.Outcome;

/** What kills a real agent again and again is not begun for ever; what did not kill it is. */
class PoisonTest extends OnCrashGround {

    @Test
    void whatKilledItThreeTimesBeforeItStartedIsRefused() throws Exception {
        ground.bot.permits(Manner.HANGS);
        for (int i = 1; i <= 3; i++) {
            int times = i;
            ground.bot.hand(setting("c", i));
            await(() -> ground.lines("RECEIVED") == times);
            ground.killAndStartAgain();
        }

        assertThat(ground.answerTo(setting("c", 4)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("poisoned"));
        assertThat(ground.modified).hasValue(0);
        ground.assertHolds();
    }

    @Test
    void whatKilledItThreeTimesAfterItStartedIsInDoubtAndNotLookedAtAgain() throws Exception {
        ground.holdsAfterModify = true;
        for (int i = 1; i <= 3; i++) {
            int times = i;
            ground.bot.hand(setting("c", i));
            await(() -> ground.lines("RECEIVED") == times && ground.searchesHeld.get() >= times);
            ground.killAndStartAgain();
        }
        ground.holdsSearches = false;

        assertThat(ground.answerTo(setting("c", 4)))
                .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                        .startsWith("poisoned: the relay died 3 times"));
        ground.assertHolds();
    }

    @Test
    void aLookThatKilledItThreeTimesRestsAndOthersAreAnswered() throws Exception {
        ground.holdsSearches = true;
        for (int i = 1; i <= 3; i++) {
            int times = i;
            int before = ground.searchesHeld.get();
            ground.bot.hand(reading("r" + times, "CN=Somebody," + SmallDirectory.BASE));
            await(() -> ground.searchesHeld.get() > before);
            ground.killAndStartAgain();
        }
        ground.holdsSearches = false;

        assertThat(ground.answerTo(reading("r4", "CN=Somebody," + SmallDirectory.BASE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("poisoned"));
        assertThat(ground.answerTo(reading("r5", "CN=Somebody else," + SmallDirectory.BASE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("no-such-account"));
    }

    @Test
    void stoppedInGoodOrderItDidNotDie() throws Exception {
        ground.bot.permits(Manner.HANGS);
        for (int i = 1; i <= 3; i++) {
            int times = i;
            ground.bot.hand(setting("c", i));
            await(() -> ground.lines("RECEIVED") == times);
            ground.agent.stop();
            ground.agent.start();
        }
        ground.bot.permits(Manner.ANSWERS);

        assertThat(ground.answerTo(setting("c", 4))).isInstanceOf(Outcome.Done.class);
        ground.assertHolds();
    }
}
