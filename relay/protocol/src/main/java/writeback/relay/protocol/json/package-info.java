/**
 * How facts, commands and replies are spelled in JSON. Facts are read tolerantly, so that bot and agent need not be of the
 * same age; the plan has a stricter spelling of its own ({@link writeback.relay.protocol.plan.CanonicalPlan}).
 */
@NullMarked
package writeback.relay.protocol.json;

import org.jspecify.annotations.NullMarked;
