package writeback.relay.grouppolicy;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msdtyp.SecurityInformation;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2QueryInfoRequest.SMB2QueryInfoType;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/** Files of SYSVOL on one domain controller by SMB. A connection that failed once is not tried again. */
final class SmbFiles implements SysvolFiles {

    private static final Set<SecurityInformation> OWNER_AND_ACCESS = EnumSet.of(
            SecurityInformation.OWNER_SECURITY_INFORMATION,
            SecurityInformation.GROUP_SECURITY_INFORMATION,
            SecurityInformation.DACL_SECURITY_INFORMATION);
    private static final Set<NtStatus> NOT_THERE =
            EnumSet.of(NtStatus.STATUS_OBJECT_NAME_NOT_FOUND, NtStatus.STATUS_OBJECT_PATH_NOT_FOUND);

    private final SmbConfig config;
    private final String share;
    private final DomainSession session;
    private final Account account;
    private @Nullable SmbConnection connection;
    private @Nullable IOException trouble;

    SmbFiles(SmbConfig config, String share, DomainSession session, Account account) {
        this.config = config;
        this.share = share;
        this.session = session;
        this.account = account;
    }

    @Override
    public byte[] read(SysvolFile file) throws IOException {
        return with(file, disk -> {
            try (File opened = open(disk, file, SMB2ShareAccess.ALL, AccessMask.GENERIC_READ)) {
                return content(file, opened);
            }
        });
    }

    private static byte[] content(SysvolFile file, File opened) throws IOException {
        try (var in = opened.getInputStream()) {
            byte[] bytes = in.readNBytes(FILE_AT_MOST + 1);
            if (bytes.length > FILE_AT_MOST) {
                throw new IOException(file + " is over " + FILE_AT_MOST + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public boolean replaceable(SysvolFile file) throws IOException {
        return with(
                file,
                disk -> opens(disk, file, AccessMask.GENERIC_WRITE)
                        && opens(disk, file.parent(), AccessMask.FILE_WRITE_DATA));
    }

    private static boolean opens(DiskShare disk, SysvolFile file, AccessMask access) {
        try {
            disk.open(
                            file.toString(),
                            EnumSet.of(access),
                            null,
                            SMB2ShareAccess.ALL,
                            SMB2CreateDisposition.FILE_OPEN,
                            null)
                    .close();
            return true;
        } catch (SMBApiException e) {
            if (e.getStatus() == NtStatus.STATUS_ACCESS_DENIED) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
        with(file, disk -> {
            try {
                rename(disk, asStored(disk, file), expected, content);
            } catch (OwnerNotKeptException e) {
                overwrite(disk, file, Difference.of(expected, content).orElseThrow(() -> e), expected);
            }
            return null;
        });
    }

    /** A rename to a name in another case makes a second file on servers whose file system regards case. */
    private static SysvolFile asStored(DiskShare disk, SysvolFile file) {
        String name = file.names().get(file.names().size() - 1);
        return disk.list(file.parent().toString(), name).stream()
                .map(found -> file.parent().below(found.getFileName()))
                .findFirst()
                .orElse(file);
    }

    private void rename(DiskShare disk, SysvolFile file, byte[] expected, byte[] content) throws IOException {
        SysvolFile fresh = file.sibling(FRESH);
        removeUnused(disk, fresh);
        try (File made = disk.openFile(
                fresh.toString(),
                EnumSet.of(
                        AccessMask.GENERIC_READ,
                        AccessMask.GENERIC_WRITE,
                        AccessMask.DELETE,
                        AccessMask.WRITE_DAC,
                        AccessMask.WRITE_OWNER),
                null,
                SMB2ShareAccess.ALL,
                SMB2CreateDisposition.FILE_CREATE,
                null)) {
            try {
                made.write(content, 0);
                made.flush();
                keepOwnerAndAccess(disk, file, made);
                if (!Arrays.equals(read(file), expected)) {
                    throw new ChangedMeanwhileException(place(file));
                }
            } catch (IOException | SMBRuntimeException e) {
                takeAway(made, e);
                throw e;
            }
            try {
                made.rename(file.toString(), true);
            } catch (SMBApiException e) {
                takeAway(made, e);
                throw e;
            }
        }
    }

    /** Only of a file that surely was not renamed: without an answer to a rename, this handle may be the policy's own. */
    private static void takeAway(File made, Exception because) {
        try {
            made.deleteOnClose();
        } catch (SMBRuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private void keepOwnerAndAccess(DiskShare disk, SysvolFile file, File made) throws IOException {
        byte[] before;
        try (File old = open(disk, file, SMB2ShareAccess.ALL, AccessMask.GENERIC_READ)) {
            before = security(disk, old);
        }
        if (Arrays.equals(security(disk, made), before)) {
            return;
        }
        try {
            disk.setSecurityInfo(made.getFileId(), OWNER_AND_ACCESS, new RawDescriptor(before));
        } catch (SMBApiException e) {
            throw new OwnerNotKeptException(place(file), e.getStatus().name());
        }
        if (!Arrays.equals(security(disk, made), before)) {
            throw new OwnerNotKeptException(place(file), "they were set and read back otherwise");
        }
    }

    private static byte[] security(DiskShare disk, File file) {
        return disk.queryInfo(file.getFileId(), SMB2QueryInfoType.SMB2_0_INFO_SECURITY, OWNER_AND_ACCESS, null, null)
                .getOutputBuffer();
    }

    /** Nobody else may have it open for writing meanwhile. */
    private void overwrite(DiskShare disk, SysvolFile file, Difference difference, byte[] expected) throws IOException {
        try (File opened = open(
                disk,
                file,
                EnumSet.of(SMB2ShareAccess.FILE_SHARE_READ),
                AccessMask.GENERIC_READ,
                AccessMask.GENERIC_WRITE)) {
            if (!Arrays.equals(content(file, opened), expected)) {
                throw new ChangedMeanwhileException(place(file));
            }
            opened.write(difference.bytes(), difference.start());
            opened.flush();
        }
    }

    private static File open(
            DiskShare disk, SysvolFile file, Set<SMB2ShareAccess> others, AccessMask first, AccessMask... more) {
        return disk.openFile(
                file.toString(), EnumSet.of(first, more), null, others, SMB2CreateDisposition.FILE_OPEN, null);
    }

    @Override
    public void discard(SysvolFile file) throws IOException {
        with(file, disk -> {
            removeUnused(disk, file.sibling(FRESH));
            // Whoever overwrites it shares it with no other writer, so this is refused meanwhile.
            open(disk, file, SMB2ShareAccess.ALL, AccessMask.GENERIC_WRITE).close();
            return null;
        });
    }

    /** Refused while another connection has it open, for that one may yet rename it. */
    private static void removeUnused(DiskShare disk, SysvolFile fresh) {
        try (File left = open(disk, fresh, Set.of(), AccessMask.DELETE)) {
            left.deleteOnClose();
        } catch (SMBApiException e) {
            if (!NOT_THERE.contains(e.getStatus())) {
                throw e;
            }
        }
    }

    @Override
    public String place(SysvolFile file) {
        return "\\\\" + session.host() + "\\" + share + "\\" + file;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** What is done with the share. */
    private interface Work<T extends @Nullable Object> {
        T with(DiskShare disk) throws IOException;
    }

    private <T extends @Nullable Object> T with(SysvolFile file, Work<T> work) throws IOException {
        try {
            return work.with(disk());
        } catch (SMBApiException e) {
            throw said(e, place(file));
        } catch (SMBRuntimeException | TransportException e) {
            trouble = new IOException(place(file) + ": " + e.getClass().getSimpleName(), e);
            // The server closes what was open, so that a new connection sees what stays.
            close();
            throw trouble;
        }
    }

    private DiskShare disk() throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        if (connection == null) {
            try {
                connection = SmbConnection.open(config, share, session, account);
            } catch (SMBApiException e) {
                trouble = said(e, "\\\\" + session.host() + "\\" + share + " as " + account.name());
                throw trouble;
            } catch (SMBRuntimeException | IOException e) {
                trouble = new IOException(
                        "SMB to " + session.host() + " as " + account.name() + ": " + e.getMessage(), e);
                throw trouble;
            }
        }
        return connection.disk();
    }

    private static IOException said(SMBApiException e, String what) {
        if (NOT_THERE.contains(e.getStatus())) {
            return new NoSuchFileException(what);
        }
        if (e.getStatus() == NtStatus.STATUS_ACCESS_DENIED || e.getStatus() == NtStatus.STATUS_LOGON_FAILURE) {
            return new AccessDeniedException(what, null, e.getStatus().name());
        }
        return new IOException(what + ": " + e.getStatus().name(), e);
    }
}
