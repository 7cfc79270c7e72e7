/**
 * Security descriptors of the directory, and what an account may do by them: a lossless codec, the rights of the AD DS
 * connector account on a user as the directory itself decides them, and the entries that writeback needs.
 */
@NullMarked
package writeback.relay.directory.rights;

import org.jspecify.annotations.NullMarked;
