/** The Entra Connect server by its own cmdlets and its event log. */
@NullMarked
package writeback.relay.entraconnect;

import org.jspecify.annotations.NullMarked;
