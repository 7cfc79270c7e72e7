/**
 * Changes that a person carries out at the relay's console: what agent and console say to each other over a socket in the
 * data folder. The agent has journal and keys, the console the operator's rights; nothing listens on the network.
 */
@NullMarked
package writeback.relay.attended;

import org.jspecify.annotations.NullMarked;
