package writeback.relay.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import writeback.relay.eventlog.LogSettings;
import writeback.relay.eventlog.SyslogSettings;
import writeback.relay.eventlog.SyslogSettings.Protocol;

/** The section {@code log}: who else is told of each command. */
final class LogYaml {

    private LogYaml() {}

    static LogSettings read(Section root, BesideFile files) {
        if (!root.has("log")) {
            return LogSettings.NONE;
        }
        Section log = root.optionalSection("log");
        SyslogSettings syslog = log.has("syslog") ? syslog(log.optionalSection("syslog"), files) : null;
        boolean windows = log.optionalValue("event-log", LogYaml::windows).orElse(false);
        log.end();
        return new LogSettings(syslog, windows);
    }

    private static SyslogSettings syslog(Section syslog, BesideFile files) {
        String host = syslog.text("host");
        Protocol protocol = syslog.value("protocol", LogYaml::protocol).orElse(Protocol.TLS);
        int port = syslog.number("port", 1, 65535, protocol.defaultPort());
        Optional<Path> caFile = syslog.optionalValue("ca-file", files::existing);
        if (caFile.isPresent() && protocol != Protocol.TLS) {
            syslog.wrong("ca-file", "is for protocol tls");
        }
        syslog.end();
        return new SyslogSettings(host, port, protocol, caFile.orElse(null));
    }

    private static Protocol protocol(String word) {
        return Stream.of(Protocol.values())
                .filter(protocol -> protocol.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be udp, tcp or tls, and is " + word));
    }

    private static boolean windows(String word) {
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException("must be true or false, and is " + word);
        }
        boolean wanted = word.equals("true");
        if (wanted && !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new IllegalArgumentException("is there on Windows only; elsewhere use syslog");
        }
        return wanted;
    }
}
