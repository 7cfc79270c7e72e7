/** How the lab's servers listen, and what all of their pages look like. */
@NullMarked
package writeback.lab.web;

import org.jspecify.annotations.NullMarked;
