package writeback.relay.grouppolicy;

import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/**
 * Where a domain's SYSVOL is and how it is read and written. Each domain controller has a copy of its own; taken is that of
 * the one whose directory is asked. Thread-safe.
 */
public interface Sysvol {

    /** How SMB of our own is asked for: {@code smb://contoso.com/sysvol}. */
    String SMB = "smb://";

    /**
     * The files. The share is reached at the first use, so this never fails.
     *
     * @param session of the domain controller whose copy is wanted
     * @param account as whom; a folder is opened as this process instead
     */
    SysvolFiles open(DomainSession session, Account account);

    /**
     * As the settings say: {@code \\contoso.com\SYSVOL} or another folder, opened with this process's own identity; or
     * {@code smb://contoso.com/sysvol}, SMB 3.1.1, signed and encrypted, with the account's password.
     */
    static Sysvol of(DirectorySettings settings) {
        String place = settings.sysvol();
        return place.startsWith(SMB)
                ? new SmbSysvol(
                        place.substring(place.lastIndexOf('/') + 1),
                        settings.reach().names())
                : new FolderSysvol(place);
    }
}
