/**
 * What the agent can do, one class an operation. An operation runs only after the guard has let it through; it knows
 * nothing of commands, keys and journals.
 */
@NullMarked
package writeback.relay.operation;

import org.jspecify.annotations.NullMarked;
