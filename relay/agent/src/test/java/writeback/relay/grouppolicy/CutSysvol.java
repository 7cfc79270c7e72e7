package writeback.relay.grouppolicy;

import java.io.IOException;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/** A SYSVOL at whose n-th point the process is as good as killed: before it is opened, before and after each file is replaced. */
public final class CutSysvol implements Sysvol {

    private final Sysvol real;
    private int left;

    /** Stands for the end of the process: nobody catches it. */
    public static final class Cut extends Error {}

    /** @param point from 0 */
    public CutSysvol(Sysvol real, int point) {
        this.real = real;
        this.left = point;
    }

    private void point() {
        if (left-- == 0) {
            throw new Cut();
        }
    }

    @Override
    public SysvolFiles open(DomainSession session, Account account) {
        point();
        SysvolFiles files = real.open(session, account);
        return new SysvolFiles() {

            @Override
            public byte[] read(SysvolFile file) throws IOException {
                return files.read(file);
            }

            @Override
            public boolean replaceable(SysvolFile file) throws IOException {
                return files.replaceable(file);
            }

            @Override
            public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
                point();
                files.replace(file, expected, content);
                point();
            }

            @Override
            public void discard(SysvolFile file) throws IOException {
                files.discard(file);
            }

            @Override
            public String place(SysvolFile file) {
                return files.place(file);
            }

            @Override
            public void close() {
                files.close();
            }
        };
    }
}
