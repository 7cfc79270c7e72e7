/** Persons, their sign-in and their tokens. */
@NullMarked
package writeback.bot.identity;

import org.jspecify.annotations.NullMarked;
