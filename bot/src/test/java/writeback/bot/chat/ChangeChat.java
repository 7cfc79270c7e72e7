package writeback.bot.chat;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import writeback.bot.Rooms;
import writeback.bot.change.ChangeDesk;
import writeback.bot.change.ChangeState;
import writeback.bot.change.ChangeView;
import writeback.bot.change.Detail;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Requests that stand as the test wants them to, on the cards of one or more bots. */
final class ChangeChat {

    private final Map<String, ChangeView> changes = new ConcurrentHashMap<>();
    private final RelayChat chat;

    ChangeChat(RelayChat chat) {
        this.chat = chat;
    }

    /** @param whenRead hears of each request that this bot has read, before the bot goes on */
    ChangeCards cardsOf(ConfigurableApplicationContext bot, Consumer<ChangeView> whenRead) {
        ChangeDesk desk = bot.getBean(ChangeDesk.class);
        when(desk.open()).thenAnswer(asked -> List.copyOf(changes.values()));
        when(desk.find(anyString())).thenAnswer(asked -> {
            Optional<ChangeView> found = Optional.ofNullable(changes.get(asked.<String>getArgument(0)));
            found.ifPresent(whenRead);
            return found;
        });
        return bot.getBean(ChangeCards.class);
    }

    void stands(String id, ChangeState state, PersonId requester) {
        Plan plan = new Plan(
                Rooms.TENANT,
                "main",
                requester.text(),
                chat.clock.instant().plus(Duration.ofHours(8)),
                List.of(new SetMinimumPasswordAge(
                        "contoso.test",
                        UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9"),
                        "Default Domain Policy",
                        1,
                        0)));
        changes.put(
                id,
                new ChangeView(
                        id,
                        state.ordinal() + 1,
                        state,
                        plan,
                        CanonicalPlan.hash(plan),
                        requester,
                        requester.objectId(),
                        "because",
                        true,
                        chat.clock.instant(),
                        null,
                        "",
                        null,
                        "",
                        List.of(new ChangeView.ActionOutcome(
                                ChangeView.Progress.NOT_STARTED, null, "", Detail.NONE, "")),
                        null,
                        null,
                        Detail.NONE,
                        chat.clock.instant(),
                        null,
                        null,
                        false));
    }

    /** A card that is about this request, not drawn yet. */
    void hasCard(PersonId person, String id) {
        chat.part(Screens.class)
                .save(
                        new Screen(
                                "card-of-" + person.objectId(),
                                person,
                                person.objectId(),
                                "chat-" + person.objectId(),
                                Screen.Kind.CHANGE,
                                "",
                                id,
                                null,
                                1),
                        false);
    }
}
