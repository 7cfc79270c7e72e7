package writeback.relay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.enrolment.SmallBot;
import writeback.relay.protocol.message.SigningKey;

/** The way to the bot, the bot itself, and what it says of this relay. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts stand in for PowerShell")
class CheckBotTest {

    @TempDir
    private Path folder;

    private SmallBot bot;
    private CheckedRelay relay;

    @BeforeEach
    void start() throws IOException {
        bot = new SmallBot(SigningKey.generate().verifyingKey());
        relay = new CheckedRelay(folder, bot);
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void aBotThatProvesThePinnedKeyAndTakesTheRelayIsFine() throws Exception {
        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.DONE);

        assertThat(relay.lines("the bot there proves the pinned key")).hasSize(1);
        assertThat(relay.lines("relay-1 is known and trusted")).hasSize(1);
        assertThat(relay.lines("problem 0")).hasSize(1);
    }

    @Test
    void anotherBotIsNoBotOfOurs() throws Exception {
        SigningKey other = SigningKey.generate();
        bot.answerChecks(text -> bot.checked(text, Duration.ZERO, "main", other, "entraconnect"));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("another bot answers")).hasSize(1);
        assertThat(relay.lines("known and trusted")).isEmpty();
        assertThat(relay.lines("NOT READY")).hasSize(1);
    }

    @Test
    void anOldAnswerProvesNothing() throws Exception {
        SmallBot.Answer old = bot.checked("{\"nonce\":\"yesterday\"}");
        bot.answerChecks(text -> old);

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(relay.lines("the answer is not the bot's, replayed")).hasSize(1);
    }

    @Test
    void anotherPlaceAndACapabilityThatItIsNotRegisteredForAreProblems() throws Exception {
        bot.answerChecks(text -> bot.checked(text, Duration.ZERO, "paris", bot.commandKey, "directory"));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("wrong-place")).hasSize(1);
        assertThat(relay.lines("no work for [entraconnect]")).hasSize(1);
    }

    @Test
    void whatTheBotSaysOfARelayThatItDoesNotTakeIsToldWithWhatToDo() throws Exception {
        refused("waiting-for-confirmation", "confirm there");
        refused("removed", "enrol --again");
        refused("turned-down", "enrol --again");
        refused("key-renewed", "start the relay");
        refused("unknown-key", "writeback-relay enrol");
    }

    private void refused(String code, String remedy) throws Exception {
        relay = new CheckedRelay(folder, bot);
        bot.answerChecks(text -> SmallBot.no(401, code));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("HTTP 401 " + code)).hasSize(1);
        assertThat(relay.lines(remedy)).hasSize(1);
        assertThat(relay.lines("shows the pinned key (shown, not proven")).hasSize(1);
    }

    @Test
    void clocksThatAreApartAreToldByHowMuch() throws Exception {
        clock(Duration.ofSeconds(-60), "warning", "(5|6)\\d s ahead of");
        clock(Duration.ofMinutes(4), "problem", "2(3|4)\\d s behind");
    }

    private void clock(Duration botAhead, String state, String seen) throws Exception {
        relay = new CheckedRelay(folder, bot);
        bot.answerChecks(text -> bot.checked(text, botAhead, "main", bot.commandKey, "entraconnect"));

        relay.check(bot.url());

        assertThat(relay.lines("clock: this machine's is"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(state).containsPattern(seen));
    }

    @Test
    void aClockThatTheBotRefusesAtTheDoorIsToldByHowMuch() throws Exception {
        bot.answerChecks(text -> SmallBot.no(401, "expired"));
        relay.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(relay.lines("clock: HTTP 401 expired")).singleElement().satisfies(line -> assertThat(line)
                .containsPattern("this machine's clock is (59|60)\\d s behind the bot's"));
    }

    @Test
    void aBotThatIsOlderThanTheQuestionIsLookedAtByTheKeyThatItShowsAndNoFurther() throws Exception {
        bot.answerChecks(text -> new SmallBot.Answer(404, "<h1>404 Not Found</h1>"));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.DONE);

        assertThat(relay.lines("not looked at  agent.id: this bot is older")).hasSize(1);
        assertThat(relay.lines("shows the pinned key (shown, not proven")).hasSize(1);
        assertThat(relay.lines("of what was not, nothing is claimed")).hasSize(1);
    }

    @Test
    void somethingThatIsNoBotIsToldSo() throws Exception {
        assertThat(relay.check(URI.create(bot.url() + "/somewhere"))).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(relay.lines("answers, and is no bot")).hasSize(1);
    }

    @Test
    void aBotThatIsNotThereIsToldWithTheSettingsThatLeadToIt() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(relay.check(URI.create("http://127.0.0.1:" + closed))).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("cannot connect to 127.0.0.1:" + closed)).hasSize(1);
        assertThat(relay.lines("bot.proxy")).hasSize(1);
    }
}
