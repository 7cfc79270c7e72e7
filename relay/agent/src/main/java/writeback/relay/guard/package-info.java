/**
 * Decides whether a command runs. It trusts nobody: not the network, and the bot only as far as the relay's owner wrote
 * into {@code relay.yaml}. Every refusal has a stable code and names the setting that decided.
 */
@NullMarked
package writeback.relay.guard;

import org.jspecify.annotations.NullMarked;
