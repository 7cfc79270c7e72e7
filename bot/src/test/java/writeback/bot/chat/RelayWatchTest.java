package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.bot.chat.RelayChat.AVERY;
import static writeback.bot.chat.RelayChat.READER;
import static writeback.bot.chat.RelayChat.RILEY;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.Relay;

/** That a relay is silent, and back, is said once. The premises' {@code silent-after} is 90 s here. */
class RelayWatchTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    private RelayChat chat;

    @BeforeEach
    void start() {
        chat = new RelayChat(database());
        chat.teams.meet(READER, "Robin Reader");
        chat.relays.add("relay-a", "Lyon", Relay.State.TRUSTED);
        chat.relays.polled("relay-a", true);
        look();
    }

    String database() {
        return Rooms.inMemory(UUID.randomUUID().toString());
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void silence_and_return_are_said_once_to_all_administrators() {
        fallSilent();
        look();
        look();
        assertThat(silences(RILEY)).isEqualTo(1);
        assertThat(silences(AVERY)).isEqualTo(1);
        assertThat(silences(READER)).isZero();
        assertThat(said(RILEY, "No other relay serves Active Directory")).isEqualTo(1);

        chat.relays.polled("relay-a", true);
        look();
        look();
        assertThat(said(RILEY, "Relay Lyon is back")).isEqualTo(1);
        assertThat(silences(RILEY)).isEqualTo(1);
    }

    @Test
    void a_restart_does_not_repeat_it_and_the_return_is_told_after_it() {
        fallSilent();
        assertThat(silences(RILEY)).isEqualTo(1);

        chat.restart();
        look();
        afterLooking(LONG);
        assertThat(silences(RILEY)).isEqualTo(1);

        chat.relays.polled("relay-a", true);
        look();
        assertThat(said(RILEY, "Relay Lyon is back")).isEqualTo(1);
    }

    @Test
    void several_bots_say_it_once() {
        try (ConfigurableApplicationContext other = chat.start()) {
            RelayWatch second = other.getBean(RelayWatch.class);
            second.look();
            chat.relays.polled("relay-a", false);
            for (int step = 0; step < 10; step++) {
                chat.clock.pass(Duration.ofSeconds(30));
                second.look();
                look();
            }
            assertThat(silences(RILEY)).isEqualTo(1);
            chat.relays.polled("relay-a", true);
            look();
            second.look();
            assertThat(said(RILEY, "Relay Lyon is back")).isEqualTo(1);
        }
    }

    @Test
    void a_living_stand_by_is_said_to_go_on() {
        chat.relays.add("relay-b", "Paris", Relay.State.TRUSTED);
        chat.relays.polled("relay-b", true);
        look();

        fallSilent();

        assertThat(said(RILEY, "Paris goes on with Active Directory")).isEqualTo(1);
    }

    @Test
    void a_paused_stand_by_does_not_go_on() {
        chat.relays.add("relay-b", "Paris", Relay.State.TRUSTED);
        chat.relays.says("relay-b", null, "paused");
        look();

        fallSilent();

        assertThat(said(RILEY, "goes on with")).isZero();
        assertThat(said(RILEY, "No other relay serves Active Directory")).isEqualTo(1);
    }

    @Test
    void one_that_was_never_heard_of_is_said_to_be_silent_after_a_while() {
        chat.relays.add("relay-b", "Paris", Relay.State.TRUSTED);
        look();
        assertThat(said(RILEY, "Relay Paris is trusted, but")).isZero();

        afterLooking(LONG);
        assertThat(said(RILEY, "Relay Paris is trusted, but")).isEqualTo(1);

        chat.relays.polled("relay-b", true);
        look();
        assertThat(said(RILEY, "Relay Paris is here now")).isEqualTo(1);
    }

    @Test
    void of_removed_and_waiting_ones_nothing_is_said() {
        chat.relays.add("relay-b", "Paris", Relay.State.WAITING);
        chat.relays.remove("relay-a", RILEY);

        afterLooking(LONG);
        afterLooking(LONG);

        assertThat(chat.teams.of(RILEY)).isEmpty();
    }

    @Test
    void a_relay_that_comes_and_goes_makes_one_pair_in_ten_minutes() {
        for (int round = 0; round < 4; round++) {
            fallSilent();
            chat.relays.polled("relay-a", true);
            look();
        }
        assertThat(silences(RILEY)).isEqualTo(1);
        assertThat(said(RILEY, "Relay Lyon is back")).isEqualTo(1);

        chat.relays.polled("relay-a", false);
        for (int step = 0; step < 12; step++) {
            afterLooking(Duration.ofSeconds(60));
        }
        assertThat(silences(RILEY)).isEqualTo(2);
    }

    @Test
    void no_silence_is_held_against_a_relay_while_no_bot_was_there() {
        chat.relays.polled("relay-a", false);
        chat.clock.pass(Duration.ofHours(1));
        chat.restart();

        look();
        assertThat(silences(RILEY)).isZero();
        afterLooking(Duration.ofSeconds(60));
        assertThat(silences(RILEY)).isZero();
        afterLooking(Duration.ofSeconds(60));
        assertThat(silences(RILEY)).isEqualTo(1);
    }

    private void fallSilent() {
        chat.relays.polled("relay-a", false);
        afterLooking(Duration.ofSeconds(60));
        afterLooking(Duration.ofSeconds(60));
    }

    private void afterLooking(Duration by) {
        chat.clock.pass(by);
        look();
    }

    private void look() {
        chat.part(RelayWatch.class).look();
    }

    private long silences(PersonId person) {
        return said(person, "Relay Lyon is silent");
    }

    private long said(PersonId person, String text) {
        return chat.teams.of(person).stream()
                .filter(card -> card.contains(text))
                .count();
    }
}
