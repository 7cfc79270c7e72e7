/**
 * The practice directory in this process: an LDAP server that keeps the rules of a domain controller that matter here.
 */
@NullMarked
package writeback.lab.directory.memory;

import org.jspecify.annotations.NullMarked;
