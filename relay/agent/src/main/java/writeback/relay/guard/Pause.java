package writeback.relay.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the relay's owner has stopped it: a file {@code paused} in the data folder, whoever made it and whatever it
 * holds. It outlives a restart, and is set and taken away without the agent.
 */
public final class Pause {

    /** The refusal's code, and what the bot shows of the relay. */
    public static final String CODE = "paused";

    private static final int LONGEST = 500;

    private final Path file;

    public Pause(Path dataFolder) {
        this.file = dataFolder.resolve("paused");
    }

    /** Since when, by whom and why, in words; empty when the relay works. What cannot be read counts as paused. */
    public Optional<String> reason() {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            String line = text.lines().findFirst().orElse("");
            return Optional.of(
                    line.isEmpty() ? file + " is there" : line.substring(0, Math.min(LONGEST, line.length())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " is there and cannot be read");
        }
    }

    /**
     * Stops everything. The file appears whole or not at all.
     *
     * @throws IOException when the data folder cannot be written
     */
    public void set(Instant since, String by, String why) throws IOException {
        String line = ("since " + since + " by " + by + (why.isBlank() ? "" : ": " + why)).replaceAll("\\s+", " ");
        Path draft = Files.createTempFile(file.getParent(), "paused", ".new");
        try {
            Files.writeString(draft, line + System.lineSeparator(), StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Lets it work again.
     *
     * @return whether it was paused
     * @throws IOException when the file cannot be taken away
     */
    public boolean lift() throws IOException {
        return Files.deleteIfExists(file);
    }
}
