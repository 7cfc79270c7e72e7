/**
 * What is to be changed: a {@link writeback.relay.protocol.plan.Plan} of typed actions, its canonical form (RFC 8785) and
 * its hash. Both sides hold the same plan, so that what runs is what was approved.
 */
@NullMarked
package writeback.relay.protocol.plan;

import org.jspecify.annotations.NullMarked;
