package writeback.relay.attended;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code backups} in the data folder, as agent and operators share it. */
public final class Backups {

    private Backups() {}

    /** Makes it, for the agent and for those who may write the data folder. */
    public static void share(Path dataFolder) throws IOException {
        SharedFolder.closed(dataFolder, of(dataFolder)).admit();
    }

    /** Why an operator could not keep a backup there that the agent can use, or empty. */
    public static Optional<String> objection(Path dataFolder) {
        return SharedFolder.objection(of(dataFolder));
    }

    /**
     * A backup that the agent cannot read: then it cannot say that there is none.
     *
     * @param name of the change's folders
     */
    public static Optional<String> unreadable(Path dataFolder, String name) {
        try (Stream<Path> folders = Files.list(of(dataFolder))) {
            return folders.filter(each -> String.valueOf(each.getFileName()).startsWith(name))
                    .filter(each -> !Files.isReadable(each) || !Files.isExecutable(each))
                    .findFirst()
                    .map(each -> "the backup " + each + " cannot be read by the relay");
        } catch (IOException e) {
            return Optional.of(of(dataFolder) + " cannot be read: " + e.getMessage());
        }
    }

    private static Path of(Path dataFolder) {
        return dataFolder.toAbsolutePath().normalize().resolve("backups");
    }
}
