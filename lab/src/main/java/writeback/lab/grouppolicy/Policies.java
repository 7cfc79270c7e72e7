package writeback.lab.grouppolicy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.PracticeDomain;

/** The domain's Group Policy objects: each an entry in the directory and a folder in SYSVOL. */
public final class Policies {

    private final DomainHand hand;
    private final Path sysvol;

    /** @param sysvol the folder that holds {@code DOMAIN/Policies} */
    public Policies(DomainHand hand, Path sysvol) {
        this.hand = hand;
        this.sysvol = sysvol;
    }

    /** What the domain controller sees of one policy. */
    public record Policy(String dn, PolicyFolder folder, long directoryVersion, int flags, String machineExtensions) {

        /** Whether there is anything in it for computers: {@code flags} 2 switches them off, 0 and 0 is empty. */
        public boolean forComputers() {
            return (flags & 2) == 0 && (directoryVersion != 0 || folder.version() != 0);
        }

        public boolean namesSecurityExtension() {
            return machineExtensions
                    .toUpperCase(java.util.Locale.ROOT)
                    .contains("{827D319E-6EAC-11D2-A4EA-00C04F79F83A}");
        }
    }

    public PolicyFolder folder(String guid) {
        return new PolicyFolder(
                sysvol.resolve(PracticeDomain.DOMAIN).resolve("Policies").resolve(guid));
    }

    /** The policy of that entry; fails when a link leads nowhere. */
    public Policy read(String dn) {
        List<Entry> found = hand.search(
                dn, "(objectClass=groupPolicyContainer)", "cn", "versionNumber", "flags", "gPCMachineExtensionNames");
        if (found.isEmpty()) {
            throw new DirectoryTrouble("there is no Group Policy object " + dn);
        }
        Entry entry = found.get(0);
        return new Policy(
                dn,
                folder(entry.getAttributeValue("cn")),
                number(entry, "versionNumber"),
                (int) number(entry, "flags"),
                entry.hasAttribute("gPCMachineExtensionNames")
                        ? entry.getAttributeValue("gPCMachineExtensionNames")
                        : "");
    }

    /** Root links that count, weakest first; a link to a deleted policy is passed over. */
    public List<Policy> atRootWeakestFirst() {
        Entry root = hand.search(PracticeDomain.BASE, "(objectClass=domainDNS)", "gPLink")
                .get(0);
        String links = root.hasAttribute("gPLink") ? root.getAttributeValue("gPLink") : "";
        return PolicyLink.weakestFirst(links).stream()
                .filter(link -> !hand.search(link.dn(), "(objectClass=groupPolicyContainer)", "cn")
                        .isEmpty())
                .map(link -> read(link.dn()))
                .toList();
    }

    /**
     * Edits a policy's minimum password age as the Group Policy editor does: template, then both versions.
     *
     * @param days empty: not defined
     */
    public void setMinimumAge(String guid, OptionalInt days) {
        Policy policy = read(PracticeDomain.policyDn(guid));
        if (policy.folder().minimumAgeDays().equals(days)) {
            return;
        }
        policy.folder().writeMinimumAgeDays(days);
        long version = next(Math.max(policy.directoryVersion(), policy.folder().version()));
        policy.folder().writeVersion(version);
        hand.change(List.of(new LDIFModifyChangeRecord(
                policy.dn(), new Modification(ModificationType.REPLACE, "versionNumber", Long.toString(version)))));
    }

    /** The machine half, the low 16 bits, one up; it never becomes 0 again (MS-GPOL 3.3.5.1). */
    static long next(long version) {
        long machine = (version + 1) & 0xFFFF;
        return (version & 0xFFFF0000L) | (machine == 0 ? 1 : machine);
    }

    private static long number(Entry entry, String attribute) {
        return entry.hasAttribute(attribute) ? Long.parseLong(entry.getAttributeValue(attribute)) : 0;
    }
}
