/**
 * {@code writeback-relay check}: looks at everything that {@code relay.yaml} speaks of, before the relay runs or beside it,
 * and says what was seen and what to do. It changes nothing, holds no lock and registers nothing with anybody.
 */
@NullMarked
package writeback.relay.check;

import org.jspecify.annotations.NullMarked;
