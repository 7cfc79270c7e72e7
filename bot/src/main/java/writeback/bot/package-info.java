/** The bot. Its rooms and who may use whom stand in {@code ARCHITECTURE.md}, held by {@code RoomsTest}. */
@NullMarked
package writeback.bot;

import org.jspecify.annotations.NullMarked;
