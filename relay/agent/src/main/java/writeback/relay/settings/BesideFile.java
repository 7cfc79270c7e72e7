package writeback.relay.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import writeback.relay.directory.signin.SecretFile;

/** Files that the settings name; paths are relative to the settings' folder. */
final class BesideFile {

    private final Path folder;
    private final Reader reader;

    BesideFile(Path folder, Reader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /** For whom the settings are read. */
    enum Reader {
        /** Opens the secrets, and makes the data folder. */
        AGENT,
        /** Opens the secrets, and makes nothing. */
        CHECK,
        /** Opens no secret, and makes nothing. */
        OPERATOR
    }

    boolean opensSecrets() {
        return reader != Reader.OPERATOR;
    }

    Path resolve(String text) {
        return folder.resolve(text);
    }

    Path existing(String text) {
        Path path = folder.resolve(text);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("there is no file " + path + " that this process may read");
        }
        return path;
    }

    /** A file that nobody else can open. */
    Path secret(String text) {
        if (!opensSecrets()) {
            return folder.resolve(text);
        }
        Path path = existing(text);
        SecretFile.objection(path).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return path;
    }

    <T> Function<String, T> secretContent(Function<String, T> reader) {
        return text -> content(reader).apply(secret(text).toString());
    }

    <T> Function<String, T> content(Function<String, T> reader) {
        return text -> {
            Path path = existing(text);
            try {
                return reader.apply(Files.readString(path, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalArgumentException(path + " cannot be read");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(path + ": " + e.getMessage());
            }
        };
    }

    Path writableFolder(String text) {
        Path path = folder.resolve(text);
        if (reader != Reader.AGENT) {
            return path;
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("folder " + path + " cannot be made");
        }
        if (!Files.isWritable(path)) {
            throw new IllegalArgumentException("this process may not write into " + path);
        }
        return path;
    }
}
