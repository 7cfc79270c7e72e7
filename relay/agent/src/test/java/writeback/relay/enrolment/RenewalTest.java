package writeback.relay.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.directory.signin.SecretFile;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.LineSettings;

/** The agent's own key renewed, and cut off at each point. */
class RenewalTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(90);

    @TempDir
    Path folder;

    private final SigningKey old = SigningKey.generate(Clock.fixed(THEN, ZoneOffset.UTC));
    private Instant now = THEN.plus(LONGEST).plusSeconds(1);
    private SmallBot bot;
    private Path file;
    private Path next;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("agent.jwk");
        next = folder.resolve("agent.jwk.next");
        KeptFile.writeSecret(file, old.toPrivateJwk());
        bot = new SmallBot(old.verifyingKey());
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void anOldKeyIsReplacedInMemoryInTheFileAndAtTheBot() throws Exception {
        OwnKey own = new OwnKey(old);
        Renewal renewal = renewal(own);
        assertThat(renewal.isDue()).isTrue();

        renewal.attempt();

        assertRenewed(own);
        assertThat(renewal.isDue()).isFalse();
        assertThat(own.get().madeAt()).contains(now);
    }

    @Test
    void aYoungKeyAndOneWithoutAnAgeStay() throws Exception {
        now = THEN.plus(LONGEST);
        assertThat(renewal(new OwnKey(old)).isDue()).isFalse();
        now = now.plus(Duration.ofDays(10_000));
        assertThat(renewal(new OwnKey(SigningKey.generate())).isDue()).isFalse();
    }

    @Test
    void whatWasCutOffBeforeTheBotHeardOfItGoesOn() throws Exception {
        SigningKey begun = SigningKey.generate(clock());
        KeptFile.writeSecret(next, begun.toPrivateJwk());
        now = THEN;
        OwnKey own = new OwnKey(old);
        assertThat(renewal(own).isDue()).isTrue();

        renewal(own).attempt();

        assertRenewed(own);
        assertThat(own.get().verifyingKey()).isEqualTo(begun.verifyingKey());
    }

    @Test
    void whatWasCutOffBeforeTheAnswerCameIsAskedAgainAfterARestart() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        bot.answerRenewals(text -> {
            SmallBot.Answer answer = bot.renewed(text, SmallBot.RELAY);
            return cut.getAndSet(true) ? answer : new SmallBot.Answer(200, "");
        });
        OwnKey own = new OwnKey(old);
        renewal(own).attempt();
        assertThat(own.get()).isEqualTo(old);
        assertThat(bot.present()).isNotEqualTo(old.verifyingKey());
        assertThat(SigningKey.read(Files.readString(file)).verifyingKey()).isEqualTo(old.verifyingKey());

        OwnKey afterRestart = new OwnKey(SigningKey.read(Files.readString(file)));
        renewal(afterRestart).attempt();

        assertRenewed(afterRestart);
    }

    @Test
    void whatWasCutOffInTheMiddleOfAFileLeavesTheFormerOneWhole() throws Exception {
        Files.writeString(folder.resolve("agent.jwk.next.part"), "{\"kty\":");
        OwnKey own = new OwnKey(old);

        renewal(own).attempt();

        assertRenewed(own);
    }

    @Test
    void anAnswerThatIsNotTheBotsChangesNothing() throws Exception {
        SigningKey stranger = SigningKey.generate();
        bot.answerRenewals(
                text -> new SmallBot.Answer(200, new Enrolled(SmallBot.RELAY, "t", "m", "k").seal(stranger)));
        OwnKey own = new OwnKey(old);
        renewal(own).attempt();
        assertKept(own);

        bot.answerRenewals(text -> bot.renewed(text, "relay-2"));
        renewal(own).attempt();
        assertKept(own);
    }

    @ParameterizedTest
    @CsvSource({
        "409, renewed-by-configuration, false",
        "409, key-registered, false",
        "409, key-renewed, true",
        "401, removed, true",
        "503, starting, true"
    })
    void aRefusalLeavesTheKeyThatWorks(int status, String code, boolean keepsNext) throws Exception {
        bot.answerRenewals(text -> SmallBot.no(status, code));
        OwnKey own = new OwnKey(old);
        Renewal renewal = renewal(own);

        renewal.attempt();

        assertKept(own);
        assertThat(Files.exists(next)).isEqualTo(keepsNext);
        assertThat(renewal.isDue()).isFalse();
        now = now.plus(Duration.ofDays(1));
        assertThat(renewal.isDue()).isTrue();
    }

    private void assertRenewed(OwnKey own) throws IOException {
        assertThat(own.get().verifyingKey()).isNotEqualTo(old.verifyingKey()).isEqualTo(bot.present());
        assertThat(SigningKey.read(Files.readString(file)).verifyingKey())
                .isEqualTo(own.get().verifyingKey());
        assertThat(Files.exists(next)).isFalse();
        assertThat(SecretFile.objection(file)).isEmpty();
    }

    private void assertKept(OwnKey own) throws IOException {
        assertThat(own.get()).isEqualTo(old);
        assertThat(Files.readString(file)).isEqualTo(old.toPrivateJwk());
    }

    private Renewal renewal(OwnKey own) throws IOException {
        return new Renewal(
                SmallBot.RELAY,
                file,
                LONGEST,
                own,
                bot.commandKey.verifyingKey(),
                new EnrolmentLink(BotHttp.of(LineSettings.usual()), bot.url(), clock()),
                clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
