package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static writeback.bot.chat.RelayChat.AVERY;
import static writeback.bot.chat.RelayChat.READER;
import static writeback.bot.chat.RelayChat.RILEY;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import writeback.bot.Rooms;
import writeback.bot.change.ChangeState;
import writeback.bot.identity.PersonId;

/** Requests on the cards of whoever they concern. */
class ChangeCardsTest {

    private static final String ID = "change-1";

    private RelayChat chat;
    private ChangeChat changes;

    @BeforeEach
    void start() {
        chat = new RelayChat(database());
        changes = new ChangeChat(chat);
    }

    String database() {
        return Rooms.inMemory(UUID.randomUUID().toString());
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void an_older_state_never_comes_out_on_top_of_a_newer_one_though_two_bots_draw() {
        try (ConfigurableApplicationContext second = chat.start()) {
            changes.stands(ID, ChangeState.VERIFYING, RILEY);
            changes.hasCard(RILEY, ID);
            ChangeCards other = changes.cardsOf(second, read -> {});
            AtomicInteger reads = new AtomicInteger();
            changes.cardsOf(chat.context(), read -> reads.incrementAndGet()).handle(ID);
            assertThat(newest(RILEY)).contains("Verifying");

            // What it reads last it draws; just then the other bot hears that the change is done.
            CompletableFuture<Void> drawn = new CompletableFuture<>();
            changes.cardsOf(chat.context(), read -> {
                        if (reads.decrementAndGet() == 0) {
                            changes.stands(ID, ChangeState.DONE, RILEY);
                            CompletableFuture.runAsync(() -> other.handle(ID))
                                    .whenComplete((nothing, fault) -> complete(drawn, fault));
                            endsOrWaits(drawn);
                        }
                    })
                    .handle(ID);

            drawn.join();
            assertThat(newest(RILEY)).contains("Done").doesNotContain("Verifying");
        }
    }

    @Test
    void who_may_approve_and_comes_later_is_asked_then_and_the_requesters_card_says_so_only_then() {
        chat.teams.leave(AVERY);
        changes.stands(ID, ChangeState.AWAITING_APPROVAL, RILEY);
        changes.hasCard(RILEY, ID);
        ChangeCards cards = changes.cardsOf(chat.context(), read -> {});
        cards.handle(ID);
        assertThat(newest(RILEY)).contains("could not send your request to anyone");

        chat.teams.meet(AVERY, "Avery Approver");
        cards.show(
                chat.part(Screens.class).ofChange(ID).get(0),
                chat.part(Stage.class).words(RILEY));
        assertThat(newest(RILEY)).doesNotContain("Sent to");

        chat.publish(Teams.MET, AVERY.text());
        await().until(() -> newest(RILEY).contains("Sent to one approver: Avery Approver"));
        await().until(() -> chat.has(AVERY, Buttons.APPROVE));
    }

    @Test
    void a_newcomer_who_may_not_approve_is_asked_nothing() {
        changes.stands(ID, ChangeState.AWAITING_APPROVAL, RILEY);
        changes.cardsOf(chat.context(), read -> {});
        chat.teams.meet(READER, "Robin Reader");

        chat.part(Newcomers.class).handle(READER.text());

        assertThat(chat.teams.everything()).isEmpty();
    }

    @Test
    void an_approver_is_asked_once_though_two_bots_ask_at_the_same_time() {
        try (ConfigurableApplicationContext second = chat.start()) {
            changes.stands(ID, ChangeState.AWAITING_APPROVAL, RILEY);
            CyclicBarrier together = new CyclicBarrier(2);
            List<CompletableFuture<Void>> both = Stream.of(chat.context(), second)
                    .map(bot -> changes.cardsOf(bot, read -> {}))
                    .map(cards -> CompletableFuture.runAsync(() -> {
                        meet(together);
                        cards.handle(ID);
                    }))
                    .toList();
            both.forEach(CompletableFuture::join);

            assertThat(chat.teams.of(AVERY)).hasSize(1);
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody can see from here that it waits for its turn, so it is given time to end. */
    private static void endsOrWaits(CompletableFuture<Void> drawn) {
        drawn.copy().completeOnTimeout(null, 500, TimeUnit.MILLISECONDS).join();
    }

    private static void complete(CompletableFuture<Void> future, Throwable fault) {
        if (fault == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(fault);
        }
    }

    private String newest(PersonId person) {
        List<String> cards = chat.teams.of(person);
        return cards.isEmpty() ? "" : cards.get(cards.size() - 1);
    }
}
