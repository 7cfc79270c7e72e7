/** What the agent says of an account's rights, against what the server then lets that account do. */
@NullMarked
package writeback.contracts.rights;

import org.jspecify.annotations.NullMarked;
