/** Tests of the practice organisation as a whole; they speak HTTP to it, as everybody else does. */
@NullMarked
package writeback.lab;

import org.jspecify.annotations.NullMarked;
