/**
 * Group Policy as a domain controller sees it: policies on disk and in the directory, and the client that applies them.
 */
@NullMarked
package writeback.lab.grouppolicy;

import org.jspecify.annotations.NullMarked;
