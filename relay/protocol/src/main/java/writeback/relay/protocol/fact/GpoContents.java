package writeback.relay.protocol.fact;

import org.jspecify.annotations.Nullable;

/**
 * What counts of one Group Policy object, from its two stores (MS-GPOL 2.2.4, MS-GPSB 2.2).
 *
 * @param computerSettingsEnabled false when {@code flags} has value 2
 * @param directoryVersion low 16 bits of {@code versionNumber}
 * @param sysvolVersion low 16 bits of {@code [General] Version} in GPT.INI
 * @param securityExtension whether {@code gPCMachineExtensionNames} lets a client reach the security extension
 * @param minimumPasswordAgeDays {@code [System Access] MinimumPasswordAge} in days, null when the object leaves it out
 */
public record GpoContents(
        boolean computerSettingsEnabled,
        int directoryVersion,
        int sysvolVersion,
        boolean securityExtension,
        @Nullable Integer minimumPasswordAgeDays) {

    /** A half-made edit or replication under way: the value may not be judged. */
    public boolean versionsDiffer() {
        return directoryVersion != sysvolVersion;
    }

    /** A client skips an object without computer settings, without the extension or never edited (MS-GPOL 3.2.5.1). */
    public boolean appliesToComputers() {
        return computerSettingsEnabled && securityExtension && !(directoryVersion == 0 && sysvolVersion == 0);
    }
}
