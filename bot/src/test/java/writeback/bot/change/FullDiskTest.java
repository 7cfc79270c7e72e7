package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.FullDisk;
import writeback.bot.Unstored;
import writeback.bot.audit.AuditCheck;

/** Requests and approvals while the disk under the database becomes full, at each write in turn. */
class FullDiskTest {

    @TempDir
    Path folder;

    @AfterEach
    void roomForOthers() {
        FullDisk.free();
    }

    @Test
    void at_whichever_write_the_disk_becomes_full_a_request_is_approved_as_a_whole_or_not_at_all() {
        Organisation outside = new Organisation(new MovableClock());
        try (Bot bot = new Bot(FullDisk.url(folder.resolve("db")), outside)) {
            List<String> fates = new ArrayList<>();
            boolean failed = true;
            for (int writes = 0; failed && writes < 40; writes++) {
                outside.gpoDays = 1;
                outside.headDays = 1;
                ChangeView asked = onceThereIsRoom(() -> taken(bot.ask(outside.agePlan(Duration.ofHours(8)))));

                FullDisk.fillAfter(writes);
                boolean told = approved(bot, asked);
                failed = FullDisk.free();

                ChangeView now = onceThereIsRoom(() -> bot.now(asked));
                boolean approved = now.state() != ChangeState.AWAITING_APPROVAL;
                assertThat(rows(bot, asked, "change.approve")).isEqualTo(approved ? 1 : 0);
                assertThat(approved || !told).as("who was told so, approved it").isTrue();
                fates.add(approved + "/" + told);
                if (!approved) {
                    onceThereIsRoom(() -> taken(bot.approve(now, Organisation.APPROVER)));
                }
                bot.relayWorks(asked);
                bot.awaitState(asked, ChangeState.DONE);
                assertThat(rows(bot, asked, "change.approve")).isEqualTo(1);
            }
            assertThat(fates).contains("false/false").endsWith("true/true");
            assertThat(outside.executed).hasSize(fates.size());
            assertThat(bot.audit().verify()).isInstanceOf(AuditCheck.Result.Intact.class);
        }
    }

    /** The first who asks after it may still meet a connection to what was closed. */
    private static <T> T onceThereIsRoom(Callable<T> asked) {
        return await().ignoreExceptionsMatching(Unstored::is).until(asked, Objects::nonNull);
    }

    private static ChangeView taken(Decision decision) {
        return ((Decision.Taken) decision).change();
    }

    /** Whether the approver was told that it is approved. */
    private static boolean approved(Bot bot, ChangeView change) {
        try {
            return bot.approve(change, Organisation.APPROVER) instanceof Decision.Taken;
        } catch (RuntimeException fault) {
            assertThat(Unstored.is(fault)).as(fault.toString()).isTrue();
            return false;
        }
    }

    private static int rows(Bot bot, ChangeView change, String kind) {
        return bot.jdbc()
                .sql("select count(*) from audit_trail where subject = ? and kind = ?")
                .params(change.id(), kind)
                .query(Integer.class)
                .single();
    }
}
