/**
 * The practice organisation's Active Directory: what any kind of it offers to the rest of the lab.
 */
@NullMarked
package writeback.lab.directory;

import org.jspecify.annotations.NullMarked;
