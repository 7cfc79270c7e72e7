package writeback.bot.premises;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.NextCommandKey;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;

/** The key that signs commands, and the one that is going to. */
final class CommandKeys {

    private final @Nullable SigningKey present;
    private final @Nullable VerifyingKey next;
    private final @Nullable String announcement;

    /** @throws IllegalStateException that names the setting, when a key cannot be read */
    CommandKeys(PremisesSettings settings) {
        this.present = settings.commandKeyFile() == null
                ? null
                : KeyFiles.read("writeback.premises.command-key-file", settings.commandKeyFile(), SigningKey::read);
        this.next = settings.nextCommandKeyFile() == null
                ? null
                : KeyFiles.read(
                                "writeback.premises.next-command-key-file",
                                settings.nextCommandKeyFile(),
                                SigningKey::read)
                        .verifyingKey();
        this.announcement = next == null ? null : announcement(next);
    }

    /** Empty when relays cannot be told anything. */
    Optional<SigningKey> present() {
        return Optional.ofNullable(present);
    }

    /** The present key, where there are relays already. */
    SigningKey forCommands() {
        return present().orElseThrow(() -> new IllegalStateException("there is no key to command relays with"));
    }

    /** The one that is announced; empty when there is none. */
    Optional<VerifyingKey> next() {
        return Optional.ofNullable(next);
    }

    /** A {@link NextCommandKey}, sealed; null when there is none. */
    @Nullable
    String announcement() {
        return announcement;
    }

    private String announcement(VerifyingKey next) {
        if (present == null || next.equals(present.verifyingKey())) {
            throw new IllegalStateException("writeback.premises.next-command-key-file must be another key than that of"
                    + " command-key-file, which must be there");
        }
        return NextCommandKey.seal(next, present);
    }
}
