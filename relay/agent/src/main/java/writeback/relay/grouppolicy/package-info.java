/** Group Policy objects in their two stores, the directory and SYSVOL: their formats, and one careful edit. */
@NullMarked
package writeback.relay.grouppolicy;

import org.jspecify.annotations.NullMarked;
