package writeback.lab;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param run the run folder
 * @param port the first of five ports in a row
 * @param sidIp loopback address the Samba domain controller listens on
 * @param users how many further ordinary users the domain holds
 */
record Options(Path run, DirectoryKind directory, int port, String sidIp, int users) {
    static final String USAGE =
            "usage: lab --run=DIR [--directory=memory|samba] [--port=4400] [--sid-ip=127.0.0.10]" + " [--users=0]";

    private static final int USERS_AT_MOST = 500_000;
    private static final List<String> NAMES = List.of("run", "directory", "port", "sid-ip", "users");

    enum DirectoryKind {
        MEMORY,
        SAMBA
    }

    /** The command line makes no sense; the message says what would. */
    static final class BadOptions extends Exception {
        BadOptions(String message) {
            super(message);
        }
    }

    static Options parse(String... arguments) throws BadOptions {
        Map<String, String> given = byName(arguments);
        String run = given.get("run");
        if (run == null || run.isBlank()) {
            throw new BadOptions("--run is missing");
        }
        return new Options(
                read(run, Path::of, "--run must be a folder"),
                directory(given.get("directory")),
                port(given.get("port")),
                address(given.get("sid-ip")),
                users(given.get("users")));
    }

    private static Map<String, String> byName(String... arguments) throws BadOptions {
        for (String argument : arguments) {
            String name = argument.replaceFirst("^--", "").replaceFirst("=.*", "");
            if (!argument.startsWith("--") || !argument.contains("=") || !NAMES.contains(name)) {
                throw new BadOptions("do not know " + argument);
            }
        }
        return Arrays.stream(arguments)
                .map(argument -> argument.substring(2).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    private static DirectoryKind directory(@Nullable String text) throws BadOptions {
        return switch (Optional.ofNullable(text).orElse("memory")) {
            case "memory" -> DirectoryKind.MEMORY;
            case "samba" -> DirectoryKind.SAMBA;
            default -> throw new BadOptions("--directory must be memory or samba");
        };
    }

    private static int port(@Nullable String text) throws BadOptions {
        String complaint = "--port must be a number from 1024 to " + (65535 - Ports.COUNT + 1);
        int port = text == null ? 4400 : read(text, Integer::valueOf, complaint);
        if (port < 1024 || port > 65535 - Ports.COUNT + 1) {
            throw new BadOptions(complaint);
        }
        return port;
    }

    private static int users(@Nullable String text) throws BadOptions {
        String complaint = "--users must be a number from 0 to " + USERS_AT_MOST;
        int users = text == null ? 0 : read(text, Integer::valueOf, complaint);
        if (users < 0 || users > USERS_AT_MOST) {
            throw new BadOptions(complaint);
        }
        return users;
    }

    private static String address(@Nullable String text) throws BadOptions {
        String address = Optional.ofNullable(text).orElse("127.0.0.10");
        if (!address.matches("127(\\.\\d{1,3}){3}")) {
            throw new BadOptions("--sid-ip must be a loopback address such as 127.0.0.10");
        }
        return address;
    }

    private static <T> T read(String text, Function<String, T> reading, String complaint) throws BadOptions {
        try {
            return reading.apply(text);
        } catch (InvalidPathException | NumberFormatException e) {
            throw new BadOptions(complaint);
        }
    }
}
