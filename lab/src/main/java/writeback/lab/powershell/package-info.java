/**
 * The sync server as PowerShell shows it: cmdlets' results, and the stand-in that asks for them.
 */
@NullMarked
package writeback.lab.powershell;

import org.jspecify.annotations.NullMarked;
