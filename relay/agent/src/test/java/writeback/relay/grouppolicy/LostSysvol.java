package writeback.relay.grouppolicy;

import java.io.IOException;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/** A SYSVOL whose share is lost at the n-th point, which is before or after a file is replaced: no answer comes any more. */
public final class LostSysvol implements Sysvol {

    private final Sysvol real;
    private final boolean comesBack;
    private int left;
    private boolean lost;

    /**
     * @param point from 0
     * @param comesBack whether a new connection reaches it again
     */
    public LostSysvol(Sysvol real, int point, boolean comesBack) {
        this.real = real;
        this.left = point;
        this.comesBack = comesBack;
    }

    /** Whether a run came as far as the point. */
    public boolean wasLost() {
        return lost;
    }

    @Override
    public SysvolFiles open(DomainSession session, Account account) {
        boolean reached = !lost || comesBack;
        return new PassedOn(real.open(session, account)) {

            private boolean broken = !reached;

            private void point() throws IOException {
                if (left-- == 0) {
                    lost = true;
                    broken = true;
                }
                answered();
            }

            private void answered() throws IOException {
                if (broken) {
                    throw new IOException("the share is gone");
                }
            }

            @Override
            public byte[] read(SysvolFile file) throws IOException {
                answered();
                return super.read(file);
            }

            @Override
            public boolean replaceable(SysvolFile file) throws IOException {
                answered();
                return super.replaceable(file);
            }

            @Override
            public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
                point();
                super.replace(file, expected, content);
                point();
            }

            @Override
            public void discard(SysvolFile file) throws IOException {
                answered();
                super.discard(file);
            }
        };
    }
}
