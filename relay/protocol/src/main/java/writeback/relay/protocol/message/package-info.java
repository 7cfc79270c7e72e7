/** Commands and replies, and the signed envelope they travel in. */
@NullMarked
package writeback.relay.protocol.message;

import org.jspecify.annotations.NullMarked;
