package writeback.relay.eventlog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import writeback.relay.transport.Authorities;

/** All logs that are to be told. Thread-safe; never waits. */
public final class EventLogs implements AutoCloseable {

    private static final int ROOM = 1000;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final List<EventQueue> queues = new ArrayList<>();

    /** @throws IOException when the authorities of a syslog server cannot be read */
    public EventLogs(LogSettings settings, Clock clock) throws IOException {
        SyslogSettings syslog = settings.syslog();
        if (syslog != null) {
            SSLContext tls = syslog.protocol() == SyslogSettings.Protocol.TLS ? tls(syslog) : null;
            queues.add(new EventQueue(new SyslogServer(syslog, machine(), clock, tls), ROOM, PAUSE));
        }
        if (settings.windowsEventLog()) {
            queues.add(new EventQueue(new WindowsEvents(List.of("eventcreate")), ROOM, PAUSE));
        }
    }

    public void tell(CommandEvent event) {
        queues.forEach(queue -> queue.tell(event));
    }

    @Override
    public void close() {
        queues.forEach(EventQueue::close);
    }

    private static SSLContext tls(SyslogSettings syslog) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, syslog.caFile() == null ? null : Authorities.in(syslog.caFile()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }
}
