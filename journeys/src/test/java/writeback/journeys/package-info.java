/** Whole-product journeys: lab, bot and agent as processes, people who speak and press, and what they then see. */
@NullMarked
package writeback.journeys;

import org.jspecify.annotations.NullMarked;
