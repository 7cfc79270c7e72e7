/**
 * {@code relay.yaml}: read once at the start, strictly. Every problem names its line and key and says what to do, and all
 * are told at once.
 */
@NullMarked
package writeback.relay.settings;

import org.jspecify.annotations.NullMarked;
