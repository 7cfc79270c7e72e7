/**
 * What was seen on-premises, by value. Every fact is a {@link writeback.relay.protocol.fact.Sighting}: seen, or unseen
 * with the cause. Facts are read tolerantly: a field that an older agent does not send is unseen, one that a newer agent
 * adds is ignored.
 */
@NullMarked
package writeback.relay.protocol.fact;

import org.jspecify.annotations.NullMarked;
