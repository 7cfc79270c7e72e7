/** The door to Teams: who may knock, activities in, cards and updates out, Teams' limits. */
@NullMarked
package writeback.bot.teams;

import org.jspecify.annotations.NullMarked;
