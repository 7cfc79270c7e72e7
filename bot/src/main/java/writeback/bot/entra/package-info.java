/** Microsoft Graph, as the signed-in person. */
@NullMarked
package writeback.bot.entra;

import org.jspecify.annotations.NullMarked;
