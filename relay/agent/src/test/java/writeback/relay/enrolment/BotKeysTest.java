package writeback.relay.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.console.AcceptKeyCommand;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.WrittenTerminal;
import writeback.relay.protocol.message.NextCommandKey;
import writeback.relay.protocol.message.SigningKey;

/** The bot's next command key: announced, accepted at the console, used. */
class BotKeysTest {

    @TempDir
    Path folder;

    private final SigningKey present = SigningKey.generate();
    private final SigningKey next = SigningKey.generate();
    private Path file;
    private BotKeys running;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("bot-command.jwk");
        Files.writeString(file, present.verifyingKey().toPublicJwk());
        running = BotKeys.of(file);
    }

    @Test
    void anAnnouncedKeyMayDoNothing() {
        running.announced(NextCommandKey.seal(next.verifyingKey(), present));

        assertThat(running.withThumbprint(next.verifyingKey().thumbprint())).isEmpty();
        assertThat(running.withThumbprint(present.verifyingKey().thumbprint())).isPresent();
        assertThat(running.thumbprints()).containsExactly(present.verifyingKey().thumbprint());
    }

    @Test
    void onlyThePresentKeyCanAnnounce() throws Exception {
        running.announced(NextCommandKey.seal(next.verifyingKey(), next));
        running.announced("rubbish");

        assertThat(running.announcement()).isEmpty();
        assertThat(accept("yes")).isEqualTo(ConsoleCommand.REFUSED);
    }

    @Test
    void anAcceptedKeyHoldsAtOnceAndTheFormerEndsWithItsFirstCommand() throws Exception {
        running.announced(NextCommandKey.seal(next.verifyingKey(), present));
        assertThat(accept("yes")).isEqualTo(ConsoleCommand.DONE);

        for (BotKeys keys : List.of(running, BotKeys.of(file))) {
            assertThat(keys.withThumbprint(next.verifyingKey().thumbprint())).contains(next.verifyingKey());
            assertThat(keys.withThumbprint(present.verifyingKey().thumbprint())).contains(present.verifyingKey());
        }
        assertThat(running.thumbprints())
                .containsExactly(
                        present.verifyingKey().thumbprint(), next.verifyingKey().thumbprint());
        running.commanded(present.verifyingKey());
        assertThat(running.withThumbprint(next.verifyingKey().thumbprint())).isPresent();

        running.commanded(next.verifyingKey());

        for (BotKeys keys : List.of(running, BotKeys.of(file))) {
            assertThat(keys.present()).isEqualTo(next.verifyingKey());
            assertThat(keys.withThumbprint(present.verifyingKey().thumbprint())).isEmpty();
            assertThat(keys.announcement()).isEmpty();
            assertThat(keys.thumbprints()).containsExactly(next.verifyingKey().thumbprint());
        }
    }

    @Test
    void whoDoesNotSayYesAcceptsNothing() {
        running.announced(NextCommandKey.seal(next.verifyingKey(), present));

        assertThat(accept("y")).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(accept()).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(running.withThumbprint(next.verifyingKey().thumbprint())).isEmpty();
    }

    @Test
    void bothFingerprintsAreShownAndAcceptingTwiceIsNoHarm() {
        running.announced(NextCommandKey.seal(next.verifyingKey(), present));
        WrittenTerminal terminal = new WrittenTerminal("yes");
        accept(terminal);

        assertThat(String.join("\n", terminal.said()))
                .contains(
                        present.verifyingKey().fingerprint(),
                        next.verifyingKey().fingerprint());
        assertThat(accept()).isEqualTo(ConsoleCommand.DONE);
    }

    private int accept(String... answers) {
        return accept(new WrittenTerminal(answers));
    }

    private int accept(WrittenTerminal terminal) {
        return new AcceptKeyCommand().run(List.of(folder.resolve("relay.yaml").toString()), terminal);
    }
}
