/** What bot and relay agent say to each other. Depends on nothing of ours, and both sides depend on it. */
@NullMarked
package writeback.relay.protocol;

import org.jspecify.annotations.NullMarked;
