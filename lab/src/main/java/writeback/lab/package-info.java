/** The practice organisation as a whole: starts its parts, holds its state, its keys and its people. */
@NullMarked
package writeback.lab;

import org.jspecify.annotations.NullMarked;
