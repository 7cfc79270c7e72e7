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
        return new PassedOn(real.open(session, account)) {

            @Override
            public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
                point();
                super.replace(file, expected, content);
                point();
            }
        };
    }
}
