/** The starter by itself, with small processes in the place of the real ones. */
@NullMarked
package writeback.journeys.start;

import org.jspecify.annotations.NullMarked;
