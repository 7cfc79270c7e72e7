package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.ApplyGroupPolicy;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/**
 * One GPO as both its stores showed it.
 *
 * @param distinguishedName of its container in the directory
 * @param version {@code versionNumber}
 * @param extensionNames {@code gPCMachineExtensionNames}, empty when it is not set
 * @param wmiFilter {@code gPCWQLFilter}, empty when it has none
 * @param applied whether its access list lets every domain controller apply it
 * @param files what SYSVOL holds
 */
public record GpoSnapshot(
        String distinguishedName,
        UUID id,
        String name,
        int flags,
        int functionalityVersion,
        GpoVersion version,
        String extensionNames,
        String wmiFilter,
        Grant applied,
        GpoFolder folder,
        GpoFolder.Contents files) {

    private static final int COMPUTER_SETTINGS_OFF = 2;
    /** A client drops a GPO of any other (MS-GPOL 3.2.5.1.6). */
    private static final int KNOWN_FUNCTIONALITY = 2;

    /**
     * Reads a GPO.
     *
     * @param sysvol of the same domain controller
     * @throws DirectoryTrouble when either store does not show it, or shows what cannot be read
     */
    public static GpoSnapshot read(DomainSession session, GpLink.Entry link, SysvolFiles sysvol)
            throws DirectoryTrouble {
        Optional<? extends Entry> found = session.entry(
                link.distinguishedName(),
                DescriptorReader.daclOnly(),
                "displayName",
                "flags",
                "versionNumber",
                "gPCFunctionalityVersion",
                "gPCMachineExtensionNames",
                "gPCFileSysPath",
                "gPCWQLFilter",
                DescriptorReader.ATTRIBUTE);
        if (found.isEmpty()) {
            throw new DirectoryTrouble(Cause.FAILED, "the GPO is gone, or hidden from " + session.account());
        }
        Entry entry = found.get();
        checkPath(session, link, shown(session, entry, "gPCFileSysPath"));
        GpoFolder folder = new GpoFolder(sysvol, session.domain(), link.id());
        String name = entry.getAttributeValue("displayName");
        String flags = entry.getAttributeValue("flags");
        String names = entry.getAttributeValue("gPCMachineExtensionNames");
        String filter = entry.getAttributeValue("gPCWQLFilter");
        try {
            return new GpoSnapshot(
                    link.distinguishedName(),
                    link.id(),
                    name == null ? "{" + link.id() + "}" : name,
                    flags == null ? 0 : Integer.parseInt(flags),
                    Integer.parseInt(shown(session, entry, "gPCFunctionalityVersion")),
                    GpoVersion.parse(shown(session, entry, "versionNumber")),
                    names == null ? "" : names,
                    filter == null ? "" : filter.strip(),
                    applied(session, entry),
                    folder,
                    files(folder));
        } catch (NumberFormatException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, "the GPO's flags or functionality version is no number");
        } catch (MalformedPolicyException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, e.getMessage());
        }
    }

    private static Grant applied(DomainSession session, Entry gpo) throws DirectoryTrouble {
        byte[] domain = session.entry(session.baseDn(), "objectSid")
                .map(head -> head.getAttributeValueBytes("objectSid"))
                .orElseThrow(() -> new DirectoryTrouble(
                        Cause.DENIED, "objectSid of the domain is hidden from " + session.account()));
        return ApplyGroupPolicy.forDomainControllers(
                DescriptorReader.of(gpo, session.account()), SecurityIdentifier.read(domain));
    }

    /** Only files in the usual place are read: the attribute is data, and data may not choose what we open. */
    private static void checkPath(DomainSession session, GpLink.Entry link, String path) throws DirectoryTrouble {
        String usual = "\\sysvol\\" + session.domain() + "\\Policies\\{" + link.id() + "}";
        if (!path.regionMatches(true, path.length() - usual.length(), usual, 0, usual.length())) {
            throw new DirectoryTrouble(Cause.FAILED, "the GPO's files are not at their usual place in SYSVOL");
        }
    }

    private static GpoFolder.Contents files(GpoFolder folder) throws DirectoryTrouble {
        try {
            return folder.read();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    static DirectoryTrouble trouble(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DirectoryTrouble(Cause.FAILED, "not in SYSVOL: " + e.getMessage());
        }
        if (e instanceof AccessDeniedException) {
            return new DirectoryTrouble(Cause.DENIED, "SYSVOL refuses: " + e.getMessage());
        }
        Cause cause = e instanceof TimeLimit.SlowFilesException ? Cause.TIMEOUT : Cause.UNREACHABLE;
        return new DirectoryTrouble(cause, "SYSVOL: " + e.getMessage());
    }

    private static String shown(DomainSession session, Entry entry, String attribute) throws DirectoryTrouble {
        @Nullable String value = entry.getAttributeValue(attribute);
        if (value == null) {
            throw new DirectoryTrouble(Cause.DENIED, attribute + " is hidden from " + session.account());
        }
        return value;
    }

    /**
     * What it means for the minimum password age: unseen when it defines the value and it is not certain that every domain
     * controller applies it. Who signs in as what, and what a WMI filter says there, cannot be seen from here.
     *
     * @throws MalformedPolicyException as {@link #contents}
     */
    public Sighting<GpoContents> meaning() throws MalformedPolicyException {
        GpoContents contents = contents();
        boolean counts = contents.appliesToComputers() && contents.minimumPasswordAgeDays() != null;
        if (counts && !wmiFilter.isEmpty()) {
            return Sighting.unseen(Cause.FAILED, "a WMI filter decides whether it applies: " + wmiFilter);
        }
        if (counts && applied != Grant.GRANTED) {
            return Sighting.unseen(
                    Cause.FAILED, "its access list may keep domain controllers from applying it (security filtering)");
        }
        return Sighting.seen(contents);
    }

    /** @throws MalformedPolicyException when a part is in a shape that cannot be read without guessing */
    public GpoContents contents() throws MalformedPolicyException {
        byte[] template = files.template();
        return new GpoContents(
                (flags & COMPUTER_SETTINGS_OFF) == 0,
                version.computer(),
                GptIni.read(files.ini()).version().computer(),
                functionalityVersion == KNOWN_FUNCTIONALITY
                        && MachineExtensionNames.parse(extensionNames).reachSecurity(),
                template == null ? null : SecurityTemplate.read(template).minimumPasswordAgeDays());
    }
}
