package writeback.relay.eventlog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command's event as RFC 5424 has it: facility 13 (log audit), the parts as structured data, ASCII only. */
final class SyslogMessage {

    /** The enterprise number for examples (RFC 5612): this product has none of its own. */
    private static final String ELEMENT = "command@32473";

    private static final int LOG_AUDIT = 13;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;
    private static final int LONGEST_VALUE = 256;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String host;

    /** @param host name of this machine */
    SyslogMessage(String host) {
        this.host = name(host, 255);
    }

    String of(CommandEvent event) {
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        parts.put("tenant", event.tenant());
        parts.put("premises", event.premises());
        parts.put("agent", event.agent());
        parts.put("id", event.command());
        parts.put("operation", event.operation());
        parts.put("change", event.change());
        parts.put("outcome", event.outcome());
        parts.put("code", event.code().isEmpty() ? null : event.code());
        StringBuilder data = new StringBuilder("[" + ELEMENT);
        parts.forEach((key, value) -> {
            if (value != null) {
                data.append(' ')
                        .append(key)
                        .append("=\"")
                        .append(escaped(value))
                        .append('"');
            }
        });
        return message(event.good() ? INFORMATIONAL : WARNING, event.at(), "command", data + "] " + text(event.text()));
    }

    String dropped(long number, Instant at) {
        return message(WARNING, at, "dropped", "- " + number + " events were dropped while this log was away");
    }

    private String message(int severity, Instant at, String kind, String rest) {
        return "<" + (LOG_AUDIT * 8 + severity) + ">1 " + TIME.format(at) + " " + host + " writeback-relay "
                + ProcessHandle.current().pid() + " " + kind + " " + rest;
    }

    /** PARAM-VALUE: a quote, a backslash and a closing bracket have a backslash before them (RFC 5424, 6.3.3). */
    private static String escaped(String value) {
        return text(value).replaceAll("([\"\\\\\\]])", "\\\\$1");
    }

    private static String text(String value) {
        String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > LONGEST_VALUE ? printable.substring(0, LONGEST_VALUE) : printable;
    }

    private static String name(String value, int longest) {
        String printable = value.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.isEmpty() ? "-" : printable.substring(0, Math.min(longest, printable.length()));
    }
}
