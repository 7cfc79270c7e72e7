package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static writeback.bot.chat.RelayChat.RILEY;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.bot.Rooms;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.observation.Observation;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.TenantFacts;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.Sighting;

/** From "rehearse" to the plan, and what stands in its way. */
class RehearsalCardsTest {

    private static final String UPN = "pilot@contoso.test";
    private static final String SID = "S-1-5-21-1-2-3-1104";

    @ParameterizedTest
    @EnumSource(names = {"OBSERVE", "GUIDE"})
    void in_a_mode_that_changes_nothing_no_rehearsal_is_planned_however_it_is_asked_for(ChatSettings.Mode mode) {
        try (RelayChat chat = chat(mode)) {
            for (String typed : List.of("rehearse pilot@contoso.test", "rehearse")) {
                chat.says(RILEY, typed);
                assertThat(newest(chat)).contains("set up to change nothing", "writeback.chat.mode");
            }

            chat.says(RILEY, "help");
            String card = chat.button(RILEY, Buttons.OVERVIEW).card();
            chat.presses(RILEY, new Button(Buttons.REHEARSE, card, 1, ""), Map.of("account", "pilot@contoso.test"));
            assertThat(newest(chat)).contains("writeback.chat.mode");
            chat.presses(RILEY, new Button(Buttons.REHEARSAL, card, 1, ""));
            assertThat(newest(chat)).contains("writeback.chat.mode");

            verifyNoInteractions(chat.part(PremisesReading.class));
        }
    }

    static Stream<Arguments> whoElseHasThatNameInTheCloud() {
        return Stream.of(
                Arguments.of(user(Sighting.seen(new CloudUser.Origin(false, null, null))), "another user’s password"),
                Arguments.of(
                        user(Sighting.seen(new CloudUser.Origin(true, "S-1-5-21-1-2-3-9999", null))),
                        "another user’s password"),
                Arguments.of(user(Sighting.seen(new CloudUser.Origin(false, SID, null))), "not synchronised"),
                Arguments.of(Sighting.seen(Optional.empty()), "has no user of this name"),
                Arguments.of(user(Sighting.unseen(Cause.DENIED, "")), "Rehearsal on a test account"),
                Arguments.of(Sighting.unseen(Cause.TIMEOUT, ""), "Rehearsal on a test account"));
    }

    @ParameterizedTest
    @MethodSource("whoElseHasThatNameInTheCloud")
    void no_reset_is_planned_of_a_user_who_is_not_seen_to_be_the_test_account(
            Sighting<Optional<CloudUser>> named, String said) {
        try (RelayChat chat = chat(ChatSettings.Mode.CHANGE)) {
            look(chat, named);

            chat.says(RILEY, "rehearse pilot");

            await().untilAsserted(() -> assertThat(newest(chat)).contains(said));
            assertThat(chat.has(RILEY, Buttons.ASK)).isFalse();
        }
    }

    @Test
    void the_user_who_is_synchronised_from_the_test_account_may_be_reset() {
        try (RelayChat chat = chat(ChatSettings.Mode.CHANGE)) {
            look(chat, user(Sighting.seen(new CloudUser.Origin(true, SID, null))));

            chat.says(RILEY, "rehearse pilot");

            await().until(() -> chat.has(RILEY, Buttons.ASK));
        }
    }

    /** What everybody sees from now on. */
    private static void look(RelayChat chat, Sighting<Optional<CloudUser>> named) {
        DirectoryFacts nothing = DirectoryFacts.allUnseen(chat.clock.instant(), Cause.NOT_YET_LOOKED, "");
        DirectoryFacts directory = new DirectoryFacts(
                nothing.readAt(),
                nothing.domainController(),
                nothing.enabledAccounts(),
                Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ZERO, 24)),
                nothing.linkedGpos(),
                nothing.passwordSettings(),
                nothing.policyHints(),
                nothing.changeAccess(),
                nothing.replicas(),
                nothing.domains());
        Snapshot snapshot = new Snapshot(
                chat.clock.instant(),
                Rooms.TENANT,
                "main",
                "riley",
                TenantFacts.allUnseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.seen(directory),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                List.of(),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                List.of(),
                List.of());
        AccountFacts account = new AccountFacts(
                chat.clock.instant(),
                "dc1.contoso.test",
                "CN=Pilot,OU=Pilot,DC=contoso,DC=test",
                "pilot",
                UPN,
                SID,
                true,
                false,
                true,
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
        when(chat.part(Observation.class).observe(RILEY)).thenReturn(CompletableFuture.completedFuture(snapshot));
        when(chat.part(PremisesReading.class).account(eq("pilot"), any()))
                .thenReturn(CompletableFuture.completedFuture(Sighting.seen(account)));
        when(chat.part(TenantReading.class).user(eq(RILEY), eq(UPN), any()))
                .thenReturn(CompletableFuture.completedFuture(named));
    }

    private static Sighting<Optional<CloudUser>> user(Sighting<CloudUser.Origin> origin) {
        return Sighting.seen(Optional.of(new CloudUser(
                "66666666-6666-6666-6666-666666666666",
                UPN,
                origin,
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                Sighting.unseen(Cause.NOT_YET_LOOKED, ""))));
    }

    private static RelayChat chat(ChatSettings.Mode mode) {
        return new RelayChat(Rooms.inMemory(UUID.randomUUID().toString()), mode);
    }

    private static String newest(RelayChat chat) {
        List<String> cards = chat.teams.of(RILEY);
        return cards.get(cards.size() - 1);
    }
}
