/**
 * The line to the bot: outbound HTTPS only. A poll that the bot holds until there is work, and the replies. The bot's words
 * are handed on unopened; the guard opens them.
 */
@NullMarked
package writeback.relay.transport;

import org.jspecify.annotations.NullMarked;
