/**
 * Starts the whole product with its practice organisation: lab, bot, agent and Playgrounds, each a process of its own,
 * with the configuration a real installation would have.
 */
@NullMarked
package writeback.journeys.start;

import org.jspecify.annotations.NullMarked;
