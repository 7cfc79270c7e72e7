/**
 * The keys of an installation: how the agent gets its own and renews it, and which of the bot's it takes. Every step can be
 * cut off at any point and made again.
 */
@NullMarked
package writeback.relay.enrolment;

import org.jspecify.annotations.NullMarked;
