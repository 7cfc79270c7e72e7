/**
 * What Entra Connect's password writeback does: the reset in the directory and the events it leaves behind.
 */
@NullMarked
package writeback.lab.writeback;

import org.jspecify.annotations.NullMarked;
