package writeback.relay.enrolment;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.NextCommandKey;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * The bot's command key, and the one that is to follow. An announced one lies beside the present one and may do nothing; a
 * person at the console accepts it; from then on both may command, until the first command under the new one, and after it
 * only the new one. What is accepted at the console holds at once, in the running agent, too. Thread-safe.
 */
public final class BotKeys implements CommandKeys {

    private static final Logger LOG = System.getLogger(BotKeys.class.getName());

    private final Path file;
    private VerifyingKey present;
    private @Nullable String lastAnnouncement;

    /**
     * @param file with the present key
     * @param present what is in it
     */
    public BotKeys(Path file, VerifyingKey present) {
        this.file = file;
        this.present = present;
    }

    /** Reads them. */
    public static BotKeys of(Path file) throws IOException {
        return new BotKeys(file, VerifyingKey.read(KeptFile.text(file)));
    }

    /** The only key from now on, whatever was there before. */
    static void replace(Path file, VerifyingKey only) throws IOException {
        Files.deleteIfExists(accepted(file));
        Files.deleteIfExists(announced(file));
        KeptFile.write(file, only.toPublicJwk());
    }

    public synchronized VerifyingKey present() {
        return present;
    }

    @Override
    public synchronized Optional<VerifyingKey> withThumbprint(String thumbprint) {
        return thumbprint.equals(present.thumbprint())
                ? Optional.of(present)
                : accepted().filter(key -> key.thumbprint().equals(thumbprint));
    }

    @Override
    public synchronized void commanded(VerifyingKey key) {
        if (key.equals(present)) {
            return;
        }
        present = key;
        LOG.log(Level.INFO, "The bot commands with its next key now; the former is not taken any more");
        try {
            KeptFile.move(accepted(file), file);
            Files.deleteIfExists(announced(file));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0} cannot be replaced, at the next start both keys are taken: {1}", file, e);
        }
    }

    /** Keeps what the bot announces, if the present key says so. */
    public synchronized void announced(String sealed) {
        if (sealed.equals(lastAnnouncement)) {
            return;
        }
        lastAnnouncement = sealed;
        Opened<VerifyingKey> opened = NextCommandKey.open(sealed, present);
        if (opened instanceof Opened.Rejected<VerifyingKey> rejected) {
            LOG.log(
                    Level.WARNING,
                    "A next command key was announced and is not taken, {0}: {1}",
                    rejected.code().code(),
                    rejected.detail());
            return;
        }
        VerifyingKey next = ((Opened.Verified<VerifyingKey>) opened).content();
        if (accepted().filter(next::equals).isPresent()) {
            return;
        }
        try {
            KeptFile.write(announced(file), sealed);
            LOG.log(
                    Level.WARNING,
                    "The bot is going to command with another key, fingerprint {0}; compare it with the bot''s"
                            + " administrators and run: writeback-relay accept-key",
                    next.fingerprint());
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The bot''s next key cannot be kept beside {0}: {1}", file, e);
        }
    }

    /**
     * What the bot announced under its present key.
     *
     * @throws IOException when it is there and cannot be read
     */
    public synchronized Optional<VerifyingKey> announcement() throws IOException {
        return Files.exists(announced(file))
                        && NextCommandKey.open(KeptFile.text(announced(file)), present)
                                instanceof Opened.Verified<VerifyingKey> verified
                ? Optional.of(verified.content())
                : Optional.empty();
    }

    /** The key that a person accepted and the bot does not use yet. */
    public synchronized Optional<VerifyingKey> accepted() {
        try {
            return Files.exists(accepted(file))
                    ? Optional.of(VerifyingKey.read(KeptFile.text(accepted(file))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0} cannot be used: {1}", accepted(file), e.getMessage());
            return Optional.empty();
        }
    }

    /** Of every key that may command, as the bot is told with each poll: it then knows whom it would lose. */
    public synchronized List<String> thumbprints() {
        return Stream.concat(Stream.of(present), accepted().stream())
                .map(VerifyingKey::thumbprint)
                .distinct()
                .toList();
    }

    /**
     * A person said yes to it.
     *
     * @throws IOException when that cannot be kept
     */
    public synchronized void accept(VerifyingKey next) throws IOException {
        KeptFile.write(accepted(file), next.toPublicJwk());
    }

    private static Path announced(Path file) {
        return file.resolveSibling(file.getFileName() + ".announced");
    }

    private static Path accepted(Path file) {
        return file.resolveSibling(file.getFileName() + ".accepted");
    }
}
