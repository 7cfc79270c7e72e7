/** The channel against a small bot of the tests' own. */
@NullMarked
package writeback.lab.channel;

import org.jspecify.annotations.NullMarked;
