/**
 * The practice directory as a real domain controller: Samba in a root file system of its own.
 */
@NullMarked
package writeback.lab.directory.samba;

import org.jspecify.annotations.NullMarked;
