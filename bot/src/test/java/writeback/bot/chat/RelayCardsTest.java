package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static writeback.bot.chat.RelayChat.AVERY;
import static writeback.bot.chat.RelayChat.READER;
import static writeback.bot.chat.RelayChat.RILEY;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Rooms;
import writeback.bot.change.RelayDesk;
import writeback.bot.change.RelayDesk.Decided.What;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.Enrolments;
import writeback.bot.premises.Relay;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** A relay's way in and out, as each person sees it. */
class RelayCardsTest {

    private RelayChat chat;

    @BeforeEach
    void start() {
        chat = new RelayChat(database());
    }

    String database() {
        return Rooms.inMemory(UUID.randomUUID().toString());
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void a_code_is_on_one_card_only_and_gone_when_the_relay_has_arrived() {
        chat.says(RILEY, "add relay Lyon");

        assertThat(newest(RILEY)).contains("Add relay Lyon", "writeback-relay enrol --bot", secret());
        assertThat(chat.teams.summaries(RILEY)).noneMatch(summary -> summary.contains("SECRET"));
        assertThat(chat.teams.of(AVERY)).isEmpty();

        arrive("Lyon");

        assertThat(chat.teams.everything()).noneMatch(card -> card.contains("SECRET"));
        assertThat(newest(RILEY)).contains("Waits for confirmation", "Sent to one administrator: Avery Approver");
        assertThat(everythingStored()).doesNotContain("SECRET");
    }

    @Test
    void a_code_that_is_over_is_shown_no_more_though_the_bot_was_restarted_in_between() {
        chat.says(RILEY, "ajouter un relais Lyon");
        assertThat(newest(RILEY)).contains(secret());

        chat.restart();
        chat.clock.pass(Duration.ofMinutes(16));

        eventually(() -> newest(RILEY).contains("No relay came with this code"));
        assertThat(chat.teams.everything()).noneMatch(card -> card.contains("SECRET"));
    }

    @Test
    void a_code_that_was_locked_is_shown_no_more_and_its_card_says_what_to_do() {
        chat.says(RILEY, "add relay Lyon");
        assertThat(newest(RILEY)).contains(secret());

        chat.publish(Enrolments.LOCKED, invitation());

        eventually(() -> newest(RILEY).contains("This code is locked"));
        assertThat(newest(RILEY)).contains("type: add relay NAME");
        assertThat(chat.teams.everything()).noneMatch(card -> card.contains("SECRET"));
        chat.clock.pass(Duration.ofMinutes(16));
        eventually(() -> pendingEvents() == 0);
        assertThat(newest(RILEY)).contains("This code is locked");
    }

    @Test
    void a_code_needs_the_right_to_ask_a_live_sign_in_and_a_personal_chat() {
        chat.says(READER, "add relay Lyon");
        assertThat(newest(READER)).contains("You are not allowed");

        chat.says(RILEY, "add relay Lyon", Talk.Kind.GROUP);
        assertThat(newest(RILEY)).contains("personal chat only");

        chat.signedIn.remove(RILEY);
        chat.says(RILEY, "add relay Lyon");
        assertThat(newest(RILEY)).contains("You are not signed in");

        assertThat(chat.teams.everything()).noneMatch(card -> card.contains("SECRET"));
    }

    @Test
    void a_name_is_made_up_when_none_is_given_and_refused_when_it_is_too_long() {
        chat.says(RILEY, "add relay");
        assertThat(newest(RILEY)).contains("Add relay main-1");

        chat.says(RILEY, "add relay " + "x".repeat(101));
        assertThat(newest(RILEY)).contains("at most 100 characters");
    }

    @Test
    void another_person_confirms_and_everybody_is_told_once() {
        String relay = arrived();
        assertThat(newest(AVERY))
                .contains(PracticeRelays.FINGERPRINT, "Riley Requester")
                .contains("Refuses: grant rights", "exactly this fingerprint");

        chat.presses(AVERY, Buttons.CONFIRM_RELAY);

        assertThat(state(relay)).isEqualTo(Relay.State.TRUSTED);
        chat.publish(Enrolments.DECIDED, relay);
        chat.publish(RelayDesk.DECIDED, new RelayDesk.Decided(What.CONFIRMED, AVERY, relay).text());
        for (PersonId person : List.of(RILEY, AVERY)) {
            eventually(() -> told(person, "is trusted from now on") > 0);
            eventually(() -> told(person, "It is trusted and given commands") > 0);
        }
        eventually(() -> pendingEvents() == 0);
        assertThat(told(RILEY, "is trusted from now on")).isEqualTo(1);
        assertThat(told(AVERY, "is trusted from now on")).isEqualTo(1);
    }

    @Test
    void the_list_says_who_would_be_lost_if_the_next_command_key_were_used_now() {
        chat.relays.add("relay-1", "Lyon", Relay.State.TRUSTED);
        chat.relays.add("relay-2", "Nice", Relay.State.TRUSTED);
        chat.says(RILEY, "relays");
        assertThat(newest(RILEY)).doesNotContain("next command key");

        chat.relays.nextKey("relay-1", Relay.NextKey.ANNOUNCED);
        chat.relays.nextKey("relay-2", Relay.NextKey.UNKNOWN);
        chat.says(RILEY, "relays");
        assertThat(newest(RILEY))
                .contains(PracticeRelays.NEXT_KEY, "2 relays have not accepted it")
                .contains("It has not accepted my next command key yet", "writeback-relay accept-key")
                .contains("It does not say whether it has accepted");

        chat.relays.nextKey("relay-1", Relay.NextKey.ACCEPTED);
        chat.says(RILEY, "relays");
        assertThat(newest(RILEY)).contains("One relay has not accepted it", "It has accepted my next command key");

        chat.relays.nextKey("relay-2", Relay.NextKey.ACCEPTED);
        chat.says(RILEY, "relays");
        assertThat(newest(RILEY)).contains("Every relay has accepted it").doesNotContain("accept-key");
    }

    @Test
    void who_asked_for_it_cannot_confirm_it() {
        String relay = arrived();
        assertThat(chat.has(RILEY, Buttons.CONFIRM_RELAY)).isFalse();
        Button avery = chat.button(AVERY, Buttons.CONFIRM_RELAY);

        chat.presses(RILEY, avery);
        assertThat(newest(RILEY)).contains("This card is for another person");

        chat.says(RILEY, "relays");
        assertThat(chat.has(RILEY, Buttons.OPEN_RELAY)).isFalse();
        Button own = new Button(Buttons.CONFIRM_RELAY, relayCardOf(RILEY), 1, PracticeRelays.FINGERPRINT);
        chat.presses(RILEY, own);

        assertThat(newest(RILEY)).contains("You asked for this relay yourself");
        assertThat(state(relay)).isEqualTo(Relay.State.WAITING);
    }

    @Test
    void who_asked_for_it_cannot_confirm_it_with_another_account_either() {
        String relay = arrived();
        chat.oneHuman.addAll(Set.of(RILEY, AVERY));

        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(newest(AVERY)).contains("An account of yours");
        chat.presses(AVERY, Buttons.TURN_DOWN_RELAY);

        assertThat(told(AVERY, "An account of yours")).isEqualTo(2);
        assertThat(state(relay)).isEqualTo(Relay.State.WAITING);
    }

    @Test
    void nobody_is_asked_to_confirm_what_an_account_of_theirs_has_asked_for() {
        chat.oneHuman.addAll(Set.of(RILEY, AVERY));

        arrivedWithoutAsking();
        eventually(() -> pendingEvents() == 0);

        assertThat(chat.has(AVERY, Buttons.CONFIRM_RELAY)).isFalse();
    }

    @Test
    void a_second_press_and_an_old_card_change_nothing_and_say_so() {
        String relay = arrived();
        Button confirm = chat.button(AVERY, Buttons.CONFIRM_RELAY);
        Button turnDown = chat.button(AVERY, Buttons.TURN_DOWN_RELAY);

        chat.presses(AVERY, confirm);
        chat.presses(AVERY, turnDown);
        assertThat(told(AVERY, "does not wait for a decision any more")).isEqualTo(1);
        chat.presses(AVERY, confirm);
        assertThat(told(AVERY, "does not wait for a decision any more")).isEqualTo(2);

        assertThat(state(relay)).isEqualTo(Relay.State.TRUSTED);
    }

    @Test
    void another_fingerprint_than_the_relays_confirms_nothing() {
        String relay = arrived();
        Button shown = chat.button(AVERY, Buttons.CONFIRM_RELAY);

        chat.presses(AVERY, new Button(shown.verb(), shown.card(), shown.version(), "0000 0000"));

        assertThat(newest(AVERY)).contains("does not wait for a decision any more");
        assertThat(state(relay)).isEqualTo(Relay.State.WAITING);
    }

    @Test
    void confirming_needs_a_live_sign_in_and_an_active_role_that_can_be_seen() {
        String relay = arrived();

        chat.signedIn.remove(AVERY);
        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(newest(AVERY)).contains("You are not signed in");

        chat.signedIn.add(AVERY);
        chat.roles.put(AVERY, Sighting.unseen(Cause.TIMEOUT, ""));
        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(newest(AVERY)).contains("I could not see your roles");

        chat.roles.put(AVERY, Sighting.seen(List.of()));
        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(newest(AVERY)).contains("You hold no active role");

        assertThat(state(relay)).isEqualTo(Relay.State.WAITING);
    }

    @Test
    void turned_down_it_is_refused_and_everybody_is_told() {
        String relay = arrived();

        chat.presses(AVERY, Buttons.TURN_DOWN_RELAY);

        assertThat(state(relay)).isEqualTo(Relay.State.REMOVED);
        eventually(() -> told(RILEY, "was turned down by Avery Approver") == 1);
        eventually(() -> told(AVERY, "was turned down by Avery Approver") == 1);
    }

    @Test
    void with_nobody_to_confirm_it_the_inviters_card_says_how_to_get_one() {
        chat.teams.leave(AVERY);
        String relay = arrivedWithoutAsking();

        eventually(() -> told(RILEY, "could not ask anyone") == 1);
        assertThat(newest(RILEY)).contains("send me: relays");

        chat.teams.meet(AVERY, "Avery Approver");
        chat.says(AVERY, "relays");
        chat.presses(AVERY, Buttons.OPEN_RELAY);
        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(state(relay)).isEqualTo(Relay.State.TRUSTED);
    }

    @Test
    void who_may_confirm_and_comes_later_is_asked_then_once_and_the_inviters_card_says_so_only_then() {
        chat.teams.leave(AVERY);
        String relay = arrivedWithoutAsking();
        eventually(() -> told(RILEY, "could not ask anyone") == 1);

        chat.teams.meet(AVERY, "Avery Approver");
        chat.publish(Enrolments.DECIDED, relay);
        eventually(() -> pendingEvents() == 0);
        assertThat(told(RILEY, "Sent to")).isZero();

        chat.publish(Teams.MET, AVERY.text());
        chat.publish(Teams.MET, AVERY.text());
        eventually(() -> told(RILEY, "Sent to one administrator: Avery Approver") == 1);
        eventually(() -> pendingEvents() == 0);
        assertThat(chat.teams.of(AVERY)).hasSize(1);

        chat.presses(AVERY, Buttons.CONFIRM_RELAY);
        assertThat(state(relay)).isEqualTo(Relay.State.TRUSTED);
    }

    @Test
    void removing_asks_once_more_and_one_person_suffices() {
        chat.relays.add("relay-a", "Lyon", Relay.State.TRUSTED);
        chat.relays.polled("relay-a", true);

        chat.says(RILEY, "remove relay lyon");
        assertThat(newest(RILEY)).contains("Remove relay Lyon?", "No other connected relay serves Active Directory");
        assertThat(state("relay-a")).isEqualTo(Relay.State.TRUSTED);
        Button remove = chat.button(RILEY, Buttons.REMOVE_RELAY);
        chat.presses(RILEY, remove);

        assertThat(state("relay-a")).isEqualTo(Relay.State.REMOVED);
        eventually(() -> told(AVERY, "Relay Lyon was removed by Riley Requester") == 1);
        chat.presses(RILEY, remove);
        assertThat(told(RILEY, "This button is old")).isEqualTo(1);
    }

    @Test
    void a_button_of_another_card_removes_nothing() {
        chat.relays.add("relay-a", "Lyon", Relay.State.TRUSTED);
        chat.says(RILEY, "relays");
        Button look = chat.button(RILEY, Buttons.LOOK);

        chat.presses(RILEY, new Button(Buttons.REMOVE_RELAY, look.card(), look.version(), "relay-a"));

        assertThat(newest(RILEY)).contains("This button is old");
        assertThat(state("relay-a")).isEqualTo(Relay.State.TRUSTED);
    }

    @Test
    void an_unknown_name_gets_the_nearest_and_a_shared_one_the_ids() {
        chat.relays.add("relay-a", "Lyon", Relay.State.TRUSTED);
        chat.relays.add("relay-b", "Paris", Relay.State.TRUSTED);
        chat.relays.add("relay-c", "Paris", Relay.State.TRUSTED);

        chat.says(RILEY, "remove relay Lyno");
        assertThat(newest(RILEY)).contains("I know no relay called Lyno", "Did you mean: Lyon?");
        chat.says(RILEY, "remove relay Zanzibar");
        assertThat(newest(RILEY)).contains("There are: Lyon, Paris, Paris");
        chat.says(RILEY, "remove relay");
        assertThat(newest(RILEY)).contains("Which relay?");
        chat.says(RILEY, "remove relay Paris");
        assertThat(newest(RILEY)).contains("Several relays are called Paris", "relay-b, relay-c");
        chat.says(RILEY, "retirer le relais relay-c");
        assertThat(chat.has(RILEY, Buttons.REMOVE_RELAY)).isTrue();
    }

    @Test
    void the_list_says_what_is_wrong_and_what_to_do_in_both_languages() {
        chat.relays.add("relay-a", "Lyon", Relay.State.TRUSTED);
        chat.relays.says("relay-a", "unknown-key", null);
        chat.relays.add("relay-b", "Paris", Relay.State.TRUSTED);
        chat.relays.says("relay-b", null, "paused");
        chat.relays.add("relay-c", "**Oslo**", Relay.State.REMOVED);

        chat.says(READER, "relays");
        assertThat(newest(READER))
                .contains("Cannot open my commands", "another command key", "writeback-relay resume", "Halted")
                .contains("One relay was removed")
                .doesNotContain("Oslo");
        chat.says(READER, "status");
        assertThat(newest(READER)).contains("Relay Paris: It was paused", "Relay Lyon: It holds another command key");

        chat.says(READER, "langue fr");
        chat.says(READER, "relais");
        assertThat(newest(READER)).contains("N’ouvre pas mes ordres", "Suspendu");
    }

    private String arrived() {
        String relay = arrivedWithoutAsking();
        eventually(() -> chat.has(AVERY, Buttons.CONFIRM_RELAY));
        return relay;
    }

    private String arrivedWithoutAsking() {
        chat.says(RILEY, "add relay Lyon");
        String relay = chat.relays.arrive(invitation(), "Lyon");
        chat.publish(Enrolments.ARRIVED, relay);
        eventually(() -> newest(RILEY).contains("Waits for confirmation"));
        return relay;
    }

    private void arrive(String name) {
        String relay = chat.relays.arrive(invitation(), name);
        chat.publish(Enrolments.ARRIVED, relay);
        eventually(() -> newest(RILEY).contains("Waits for confirmation"));
    }

    private String invitation() {
        return chat.part(JdbcClient.class)
                .sql("select target from screen where kind = 'RELAY_CODE'")
                .query(String.class)
                .single();
    }

    private String secret() {
        return "SECRET-OF-" + invitation();
    }

    private String relayCardOf(PersonId person) {
        return chat.part(JdbcClient.class)
                .sql("select card from screen where kind = 'RELAY' and person = ?")
                .param(person.text())
                .query(String.class)
                .single();
    }

    private String everythingStored() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of("screen", "audit_trail", "scheduled_tasks")) {
            for (Map<String, Object> row : chat.part(JdbcClient.class)
                    .sql("select * from " + table)
                    .query()
                    .listOfRows()) {
                row.values().forEach(value -> all.append(
                                value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value)
                        .append('\n'));
            }
        }
        return all.toString();
    }

    private long pendingEvents() {
        return chat.part(JdbcClient.class)
                .sql("select count(*) from scheduled_tasks where execution_time <= ?")
                .param(chat.clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private Relay.State state(String id) {
        return chat.relays.list().stream()
                .filter(relay -> relay.id().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private String newest(PersonId person) {
        List<String> cards = chat.teams.of(person);
        return cards.isEmpty() ? "" : cards.get(cards.size() - 1);
    }

    private long told(PersonId person, String text) {
        return chat.teams.of(person).stream()
                .filter(card -> card.contains(text))
                .count();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().until(condition);
    }
}
