/** The lab's own page: state and faults, and what stands for the portal, the wizard and the self-service reset. */
@NullMarked
package writeback.lab.page;

import org.jspecify.annotations.NullMarked;
