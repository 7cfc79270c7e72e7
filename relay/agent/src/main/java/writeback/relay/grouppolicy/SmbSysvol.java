package writeback.relay.grouppolicy;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.smbj.SmbConfig;
import com.unboundid.ldap.sdk.NameResolver;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/** SYSVOL by SMB 3.1.1, signed and encrypted, for systems that have no SMB of their own. */
final class SmbSysvol implements Sysvol {

    private static final long ANSWER_AT_MOST_SECONDS = 10;

    /** The library tells of each connection; kept here, for a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("com.hierynomus");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    private final String share;
    private final SmbConfig config;

    /** @param share its name on each domain controller */
    SmbSysvol(String share, NameResolver names) {
        this.share = share;
        this.config = SmbConfig.builder()
                .withDialects(SMB2Dialect.SMB_3_1_1)
                .withSigningRequired(true)
                .withEncryptData(true)
                .withSocketFactory(new NamedSockets(names))
                .withTimeout(ANSWER_AT_MOST_SECONDS, TimeUnit.SECONDS)
                .withSoTimeout(ANSWER_AT_MOST_SECONDS, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public SysvolFiles open(DomainSession session, Account account) {
        return new SmbFiles(config, share, session, account);
    }
}
