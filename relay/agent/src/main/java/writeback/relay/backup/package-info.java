/** What was there before a change, kept below {@code backups} in the agent's data folder for when the bot is gone. */
@NullMarked
package writeback.relay.backup;

import org.jspecify.annotations.NullMarked;
