/**
 * What decides whether a user's password can be written back: for one user with everything that counts, and for all users
 * of a domain, page by page. It only reads.
 */
@NullMarked
package writeback.relay.directory.users;

import org.jspecify.annotations.NullMarked;
