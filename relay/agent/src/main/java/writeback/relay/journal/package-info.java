/** What became of every change: received, started, done. On disk before it happens, so that a crash leaves no riddle. */
@NullMarked
package writeback.relay.journal;

import org.jspecify.annotations.NullMarked;
