/**
 * The Teams channel: the conversations of the practice organisation's people with the bot, the connector service the
 * bot answers to, and the place where Playgrounds attach. It is as strict as Teams where Teams is strict.
 */
@NullMarked
package writeback.lab.channel;

import org.jspecify.annotations.NullMarked;
