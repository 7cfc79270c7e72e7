/**
 * Tells the company's own log, syslog or the Windows Event Log, of every command. Never in a command's way: what cannot be
 * told in time is dropped and counted.
 */
@NullMarked
package writeback.relay.eventlog;

import org.jspecify.annotations.NullMarked;
