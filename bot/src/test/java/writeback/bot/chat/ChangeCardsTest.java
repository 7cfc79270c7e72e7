package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.bot.chat.RelayChat.RILEY;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
