/** A change request's life: approval, execution, verification. Alone in using the changing interfaces of entra and premises. */
@NullMarked
package writeback.bot.change;

import org.jspecify.annotations.NullMarked;
