package writeback.bot.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Rooms;
import writeback.bot.audit.AuditCheck;
import writeback.cards.Language;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/** A walk from its first page to its end, whatever comes in between: every user is counted once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageLifeTest {

    private final Domain domain = new Domain();
    private final Walks.Outside outside = new Walks.Outside();
    private String url;
    private Walks bot;

    String database() {
        return Rooms.inMemory("coverage-" + UUID.randomUUID());
    }

    @BeforeAll
    void startInAFreshDatabase() throws Exception {
        url = database();
        bot = new Walks(url, domain, outside);
    }

    @AfterEach
    void nothingIsLeftUnderWayAndTheTrailIsIntact() {
        domain.hold.complete(null);
        assertThat(bot.part(CoverageStore.class).open()).isEmpty();
        assertThat(bot.rowsInDatabase("coverage_unit")).isZero();
        assertThat(bot.part(AuditCheck.class).verify()).isInstanceOf(AuditCheck.Result.Intact.class);
    }

    @AfterAll
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void every_user_is_counted_once_by_reason_and_by_unit() {
        domain.calm(125);

        CoverageRun done = bot.ended(bot.begin(""), CoverageState.DONE);

        assertCounts(done, 125);
        assertThat(done.counts().reasons())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        CoverageReason.PROTECTED, 13L,
                        CoverageReason.RIGHTS_MISSING, 13L,
                        CoverageReason.CANNOT_TELL, 13L));
        assertThat(done.units()).hasSize(CoverageUnits.SHOWN + 1);
        assertThat(done.units().get(CoverageUnits.SHOWN).name()).isEmpty();
        assertThat(done.units().stream().mapToLong(CoverageRun.Unit::users).sum())
                .isEqualTo(125);
        assertThat(done.scope().source()).isEqualTo(CoverageScope.Source.SYNC_SERVER);
        assertThat(domain.asked).hasSize(13).allSatisfy(page -> {
            assertThat(page.scope().connector()).isEqualTo("CONTOSO\\MSOL_1");
            assertThat(page.scope().domain()).isEqualTo("contoso.test");
            assertThat(page.scope().containers()).hasSize(2);
        });
        await().until(() -> outside.told.contains(done.id()));
    }

    @Test
    void who_has_one_under_way_is_shown_that_one_and_others_have_their_own() {
        domain.calm(20);
        domain.hold = new CompletableFuture<>();

        CoverageRun first = bot.begin("");
        CoverageDesk.Started second = bot.desk().start(Walks.ASKER, "");
        CoverageDesk.Started others = bot.desk().start(Walks.OTHER, "");
        domain.hold.complete(null);

        assertThat(second.fresh()).isFalse();
        assertThat(second.run().id()).isEqualTo(first.id());
        assertThat(others.fresh()).isTrue();
        assertCounts(bot.ended(first, CoverageState.DONE), 20);
        assertCounts(bot.ended(others.run(), CoverageState.DONE), 20);
        assertThat(bot.desk().start(Walks.ASKER, "").fresh()).isTrue();
        bot.ended(bot.begin(""), CoverageState.DONE);
    }

    @Test
    void events_that_come_twice_count_nobody_twice() {
        domain.calm(60);
        domain.hold = new CompletableFuture<>();
        CoverageRun run = bot.begin("");
        for (int step = 0; step < 9; step++) {
            bot.again(CoverageWorker.WORK, CoverageWorker.key(run.id(), step));
            bot.again(CoverageWorker.WAKE, CoverageWorker.key(run.id(), step));
        }
        domain.hold.complete(null);

        assertCounts(bot.ended(run, CoverageState.DONE), 60);
        bot.again(CoverageWorker.WORK, CoverageWorker.key(run.id(), 3));
        bot.again(CoverageWorker.WORK, CoverageWorker.key("nobody", 3));
        assertThat(domain.asked).hasSize(6);
    }

    @Test
    void a_bot_that_dies_in_the_middle_of_a_page_takes_that_page_again() {
        domain.calm(50);
        CompletableFuture<Void> death = new CompletableFuture<>();
        holdAfter(3, death);
        CoverageRun run = bot.begin("");
        await().until(() -> domain.held.get() == 1);

        bot.close();
        domain.hold = CompletableFuture.completedFuture(null);
        death.completeExceptionally(new IllegalStateException("killed"));
        bot.start();

        assertCounts(bot.ended(run, CoverageState.DONE), 50);
        assertThat(domain.asked.stream().filter(page -> page.cursor().startsWith("30@")))
                .hasSize(2);
    }

    @Test
    void two_bots_share_the_walks_and_one_takes_over_when_the_other_dies() {
        domain.calm(200);
        Walks second = new Walks(url, domain, outside);
        try {
            CoverageRun shared = bot.begin("");
            CoverageRun others = second.desk().start(Walks.OTHER, "").run();
            assertCounts(bot.ended(shared, CoverageState.DONE), 200);
            assertCounts(second.ended(others, CoverageState.DONE), 200);

            domain.calm(40);
            CompletableFuture<Void> death = new CompletableFuture<>();
            holdAfter(2, death);
            CoverageRun left = second.begin("");
            await().until(() -> domain.held.get() == 1);
            domain.hold = CompletableFuture.completedFuture(null);
            bot.close();
            second.close();
            death.complete(null);
            bot.start();
            assertCounts(bot.ended(left, CoverageState.DONE), 40);
        } finally {
            second.close();
        }
    }

    @Test
    void while_the_relay_is_away_it_waits_says_so_and_goes_on() {
        domain.calm(30);
        domain.hold = new CompletableFuture<>();
        CoverageRun run = bot.begin("");
        await().until(() -> domain.held.get() == 1);
        domain.away = Cause.NO_RELAY;
        domain.awayDetail = "nothing heard";
        domain.hold.complete(null);

        await().until(() -> bot.now(run).trouble() != null);
        CoverageRun waiting = bot.now(run);
        assertThat(waiting.state()).isEqualTo(CoverageState.RUNNING);
        assertThat(waiting.trouble().cause()).isEqualTo(Cause.NO_RELAY);
        await().until(() -> bot.now(run).trouble().tries() > 2);
        domain.away = null;

        CoverageRun done = bot.ended(run, CoverageState.DONE);
        assertCounts(done, 30);
        assertThat(done.trouble()).isNull();
    }

    @Test
    void a_relay_that_is_away_at_the_start_leads_to_no_guess() {
        domain.calm(10);
        domain.away = Cause.NO_RELAY;
        CoverageRun run = bot.begin("");
        await().until(() -> bot.now(run).trouble() != null);
        assertThat(bot.now(run).scope().source()).isEqualTo(CoverageScope.Source.NOT_YET);
        domain.away = null;

        assertThat(bot.ended(run, CoverageState.DONE).scope().source()).isEqualTo(CoverageScope.Source.SYNC_SERVER);
    }

    @Test
    void a_relay_that_stays_away_ends_it_and_says_why() {
        domain.calm(30);
        domain.away = Cause.UNREACHABLE;
        domain.awayDetail = "dc1 is down";
        CoverageRun run = bot.begin("");
        await().until(() -> bot.now(run).trouble() != null);

        outside.pass(Duration.ofMinutes(16));
        CoverageRun failed = bot.ended(run, CoverageState.FAILED);

        assertThat(failed.trouble().cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(failed.trouble().detail()).isEqualTo("dc1 is down");
        assertThat(bot.desk().start(Walks.OTHER, "").fresh()).isTrue();
        domain.away = null;
        bot.ended(bot.desk().start(Walks.OTHER, "").run(), CoverageState.DONE);
    }

    @Test
    void what_the_owner_of_the_relay_refuses_is_not_asked_for_again_and_again() {
        domain.calm(30);
        domain.away = Cause.REFUSED_BY_RELAY;

        bot.ended(bot.begin(""), CoverageState.FAILED);

        assertThat(domain.asked).isEmpty();
    }

    @Test
    void a_page_that_comes_too_late_is_asked_for_in_half_the_size() {
        domain.calm(60);
        CompletableFuture<Void> open = new CompletableFuture<>();
        holdAfter(2, open);
        CoverageRun run = bot.begin("");
        await().until(() -> domain.held.get() == 1);
        domain.away = Cause.TIMEOUT;
        domain.hold = CompletableFuture.completedFuture(null);
        open.complete(null);
        await().until(() -> bot.now(run).trouble() != null);
        domain.away = null;

        assertCounts(bot.ended(run, CoverageState.DONE), 60);
    }

    @Test
    void a_cursor_that_is_not_taken_begins_anew_once_and_counts_nobody_twice() {
        domain.calm(50);
        CompletableFuture<Void> moved = new CompletableFuture<>();
        holdAfter(3, moved);
        CoverageRun run = bot.begin("");
        await().until(() -> domain.held.get() == 1);
        domain.controller = "dc2.contoso.test";
        domain.hold = CompletableFuture.completedFuture(null);
        moved.complete(null);

        CoverageRun done = bot.ended(run, CoverageState.DONE);

        assertCounts(done, 50);
        assertThat(done.position().beganAnew()).isTrue();
    }

    @Test
    void a_relay_that_takes_no_cursor_at_all_ends_it() {
        domain.calm(50);
        domain.bend = page -> next(page, page.next().isEmpty() ? "" : "7@nobody");

        CoverageRun failed = bot.ended(bot.begin(""), CoverageState.FAILED);

        assertThat(failed.trouble().detail()).startsWith("cursor-refused");
        assertThat(domain.asked).hasSize(4);
    }

    @Test
    void figures_that_do_not_add_up_are_no_result() {
        domain.calm(50);
        domain.bend = page -> new CoveragePage(
                page.readAt(),
                page.domainController(),
                page.looked() + 1,
                page.units(),
                page.rows(),
                page.next(),
                page.expected());

        CoverageRun failed = bot.ended(bot.begin(""), CoverageState.FAILED);

        assertThat(failed.trouble().cause()).isEqualTo(Cause.MALFORMED);
        assertThat(failed.counts().looked()).isZero();
    }

    @Test
    void it_can_be_cancelled_while_a_page_is_under_way_by_its_person_alone() {
        domain.calm(50);
        CompletableFuture<Void> page = new CompletableFuture<>();
        holdAfter(2, page);
        CoverageRun run = bot.begin("");
        await().until(() -> domain.held.get() == 1);
        domain.hold = CompletableFuture.completedFuture(null);

        assertThat(bot.desk().cancel(run.id(), Walks.OTHER)).isFalse();
        assertThat(bot.desk().cancel(run.id(), Walks.ASKER)).isTrue();
        assertThat(bot.desk().cancel(run.id(), Walks.ASKER)).isFalse();
        page.complete(null);
        // The late page ends with its transaction, after which the lock is free.
        await().until(() -> free(run));

        CoverageRun cancelled = bot.now(run);
        assertThat(cancelled.state()).isEqualTo(CoverageState.CANCELLED);
        assertThat(cancelled.counts().looked()).isEqualTo(20);
        assertThat(listed(run)).isEmpty();
        assertCounts(bot.ended(bot.begin(""), CoverageState.DONE), 50);
    }

    @Test
    void the_list_is_deleted_after_a_day_and_the_figures_stay() {
        domain.calm(30);
        CoverageRun done = bot.ended(bot.begin(""), CoverageState.DONE);
        assertThat(listed(done)).hasSize(9);

        outside.pass(Duration.ofHours(25));
        await().until(() -> listed(done).isEmpty());

        CoverageRun after = bot.now(done);
        assertThat(after.times().listUntil()).isNull();
        assertThat(after.counts().looked()).isEqualTo(30);
        assertThat(bot.desk().download(done.id(), Walks.ASKER, "Alex", "chat", Language.EN))
                .isEmpty();
    }

    @Test
    void several_domains_are_walked_one_after_the_other() {
        domain.calm(25);
        domain.containers =
                Sighting.seen(List.of("OU=A,DC=contoso,DC=test", "OU=B,DC=child,DC=contoso,DC=test", "OU=C,DC=far"));
        domain.domains = List.of(new ForestDomain("contoso.test", true), new ForestDomain("far", false));

        CoverageRun done = bot.ended(bot.begin(""), CoverageState.DONE);

        assertCounts(done, 50, 2);
        assertThat(done.counts().expected()).isEqualTo(50);
        assertThat(done.scope().notServed()).containsExactly("far");
        assertThat(domain.asked.stream().map(page -> page.scope().domain()).distinct())
                .containsExactly("contoso.test", "child.contoso.test");
    }

    @Test
    void a_domain_of_which_nothing_is_synchronised_is_not_walked_by_a_guess() {
        domain.calm(25);

        CoverageRun done = bot.ended(bot.begin("Emea.Contoso.Test"), CoverageState.DONE);

        assertThat(done.scope().source()).isEqualTo(CoverageScope.Source.NOTHING_SYNCED);
        assertThat(done.counts()).isEqualTo(CoverageRun.Counts.NONE);
        assertThat(done.times().listUntil()).isNull();
        assertThat(domain.asked).isEmpty();
    }

    @Test
    void a_sync_server_that_takes_nothing_at_all_leaves_nobody_to_look_at() {
        domain.calm(25);
        domain.containers = Sighting.seen(List.of());

        CoverageRun done = bot.ended(bot.begin(""), CoverageState.DONE);

        assertThat(done.scope().source()).isEqualTo(CoverageScope.Source.NOTHING_SYNCED);
        assertThat(domain.asked).isEmpty();
    }

    @Test
    void the_whole_domain_is_looked_at_only_where_it_could_not_be_seen_what_is_synchronised() {
        domain.calm(25);
        domain.containers = Sighting.unseen(Cause.DENIED, "");

        CoverageRun done = bot.ended(bot.begin("contoso.test"), CoverageState.DONE);

        assertThat(done.scope().source()).isEqualTo(CoverageScope.Source.WHOLE_DOMAIN);
        assertCounts(done, 25);
    }

    @Test
    void progress_is_not_told_for_every_page() {
        domain.calm(500);
        outside.told.clear();
        Instant before = outside.instant();

        CoverageRun done = bot.ended(bot.begin(""), CoverageState.DONE);

        await().until(() -> outside.told.contains(done.id()));
        long seconds = Duration.between(before, outside.instant()).toSeconds();
        assertThat(domain.asked).hasSize(50);
        assertThat(outside.told.stream().filter(done.id()::equals).count()).isLessThanOrEqualTo(3 + seconds / 3);
    }

    private boolean free(CoverageRun run) {
        return Boolean.TRUE.equals(new TransactionTemplate(bot.part(PlatformTransactionManager.class))
                .execute(status -> bot.part(CoverageStore.class).lock(run.id())));
    }

    /** Lets so many pages through, then holds the next one. */
    private void holdAfter(int pages, CompletableFuture<Void> until) {
        domain.bend = page -> {
            if (domain.asked.size() == pages) {
                domain.hold = until;
            }
            return page;
        };
    }

    private static CoveragePage next(CoveragePage page, String cursor) {
        return new CoveragePage(
                page.readAt(),
                page.domainController(),
                page.looked(),
                page.units(),
                page.rows(),
                cursor,
                page.expected());
    }

    private List<String> listed(CoverageRun run) {
        List<String> names = new ArrayList<>();
        bot.part(CoverageRows.class)
                .each(run.id(), page -> page.rows().forEach(row -> names.add(row.samAccountName())));
        return names;
    }

    private void assertCounts(CoverageRun run, int users) {
        assertCounts(run, users, 1);
    }

    /** @param times how often the domain's users are walked, once for each domain */
    private void assertCounts(CoverageRun run, int users, int times) {
        List<String> without = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            IntStream.range(0, users / times)
                    .filter(user -> !Domain.reasons(user).isEmpty())
                    .forEach(user -> without.add("user" + user));
        }
        assertThat(run.counts().looked()).isEqualTo(users);
        assertThat(run.counts().covered()).isEqualTo(users - without.size());
        List<String> listed = listed(run);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(without);
        assertThat(Set.copyOf(listed)).hasSameSizeAs(new HashSet<>(without));
    }
}
