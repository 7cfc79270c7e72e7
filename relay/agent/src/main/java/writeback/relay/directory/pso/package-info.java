/** Fine-grained password policies: whom they bind, and the change of one. */
@NullMarked
package writeback.relay.directory.pso;

import org.jspecify.annotations.NullMarked;
