/** How the agent proves to a domain controller who it is, and where the secrets for that come from. */
@NullMarked
package writeback.relay.directory.signin;

import org.jspecify.annotations.NullMarked;
