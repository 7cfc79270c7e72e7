package writeback.relay.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code log}.
 *
 * @param syslog null: none
 * @param windowsEventLog whether the Windows Event Log is told
 */
public record LogSettings(@Nullable SyslogSettings syslog, boolean windowsEventLog) {

    /** Nobody is told. */
    public static final LogSettings NONE = new LogSettings(null, false);
}
