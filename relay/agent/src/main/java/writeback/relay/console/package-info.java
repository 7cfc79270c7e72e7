/** The words of the command line {@code writeback-relay}, one class each, and the terminal they speak through. */
@NullMarked
package writeback.relay.console;

import org.jspecify.annotations.NullMarked;
