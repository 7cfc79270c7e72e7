/** Active Directory by LDAPS: reading it, and the rehearsal's resets. */
@NullMarked
package writeback.relay.directory;

import org.jspecify.annotations.NullMarked;
