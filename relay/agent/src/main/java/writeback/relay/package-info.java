/** The relay agent's process: its settings, and the way of a command from the poll to the reply. */
@NullMarked
package writeback.relay;

import org.jspecify.annotations.NullMarked;
