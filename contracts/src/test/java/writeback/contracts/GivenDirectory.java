package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A directory that somebody gave us to try things on: {@code -Dwriteback.directory=FILE}. {@code contracts/README.md}
 * has the file's members.
 */
final class GivenDirectory {

    private static final String PROPERTY = "writeback.directory";

    private GivenDirectory() {}

    static boolean isNamed() {
        return !System.getProperty(PROPERTY, "").isBlank();
    }

    static Directory read() {
        try {
            return of(Files.readString(Path.of(System.getProperty(PROPERTY))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Directory of(String yaml) {
        Members file = new Members(new Load(LoadSettings.builder().build()).loadFromString(yaml), "");
        Members accounts = file.below("accounts");
        Members groupPolicy = file.below("groupPolicy");
        String domain = file.text("domain");
        return new Directory(
                Kind.WINDOWS,
                file.text("controller"),
                file.textOrNull("address"),
                Map.of(),
                Integer.parseInt(file.textOr("port", "636")),
                Path.of(file.text("ca")),
                domain,
                "DC=" + domain.replace(".", ",DC="),
                Path.of(file.text("sysvol")),
                file.text("pilotOu"),
                file.text("testAccount"),
                new Directory.Accounts(
                        accounts.below("administrator").account(),
                        accounts.below("reading").account(),
                        accounts.below("changing").account(),
                        accounts.below("rehearsal").account(),
                        accounts.below("connector").account()),
                force -> run(groupPolicy.texts(force ? "force" : "refresh")),
                null);
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError("Group Policy was not applied: " + command.get(0) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A mapping of the file, with its place for complaints. */
    private record Members(@Nullable Object value, String place) {

        Members below(String name) {
            return new Members(member(name), place + name + ".");
        }

        String text(String name) {
            String text = textOrNull(name);
            if (text == null) {
                throw new AssertionError("the directory's file does not say " + place + name);
            }
            return text;
        }

        String textOr(String name, String otherwise) {
            String text = textOrNull(name);
            return text == null ? otherwise : text;
        }

        @Nullable
        String textOrNull(String name) {
            Object member = member(name);
            return member == null ? null : member.toString();
        }

        List<String> texts(String name) {
            if (member(name) instanceof List<?> list && !list.isEmpty()) {
                return list.stream().map(String::valueOf).toList();
            }
            throw new AssertionError("the directory's file has no list " + place + name);
        }

        Account account() {
            return new Account(text("name"), text("sam"), Path.of(text("passwordFile")));
        }

        private @Nullable Object member(String name) {
            return value instanceof Map<?, ?> map ? map.get(name) : null;
        }
    }
}
